import { endpoint } from './endpoint';
import { problem } from './problem';

/** The last handler of a path: any method that none before it took. */
export function methodNotAllowed(...allowed: readonly string[]) {
  const methods = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
  return endpoint((req) =>
    problem('method_not_allowed', `${req.method} has no meaning here; use ${methods.join(' or ')}.`, {
      headers: { Allow: methods.join(', ') },
    }),
  );
}
