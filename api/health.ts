/** /healthz: the process is up. /readyz: it can do its work. Neither asks for a key, and neither tells more than which part is missing. */
import { setTimeout as after } from 'node:timers/promises';
import { Router } from 'express';
import { endpoint, reply } from './endpoint';
import { methodNotAllowed } from './method-not-allowed';

/** Answers null when its part is there, else what is wrong with it, in words that may be shown to anyone. */
export type Check = () => Promise<string | null>;

/** A part that doesn't answer within this (ms) is missing. */
const patience = 2000;

export function healthRoutes(checks: Readonly<Record<string, Check>>): Router {
  const router = Router();
  router
    .route('/healthz')
    .get(endpoint(() => reply(200, { status: 'ok' })))
    .all(methodNotAllowed('GET'));
  router
    .route('/readyz')
    .get(
      endpoint(async () => {
        const states = await Promise.all(
          Object.entries(checks).map(async ([part, check]) => [part, await ask(check)] as const),
        );
        const ready = states.every(([, wrong]) => wrong === null);
        const parts = Object.fromEntries(states.map(([part, wrong]) => [part, wrong ?? 'ok']));
        return reply(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', parts });
      }),
    )
    .all(methodNotAllowed('GET'));
  return router;
}

async function ask(check: Check): Promise<string | null> {
  const cancel = new AbortController();
  const silence = after(patience, 'does not answer', { signal: cancel.signal }).catch(() => 'does not answer');
  try {
    return await Promise.race([check(), silence]);
  } catch {
    return 'not reachable';
  } finally {
    cancel.abort();
  }
}
