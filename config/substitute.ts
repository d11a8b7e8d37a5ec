/** `${VAR}` and `${VAR:-default}` in the text of a setting. */

export type Environment = Readonly<Record<string, string | undefined>>;

export type Substitution =
  | { readonly ok: true; readonly text: string; readonly variables: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** One reference, `$${` (which stands for `${`), or a `${` that is neither. */
const reference = /\$\$\{|\$\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\})?/g;

/**
 * Puts the environment into a text, once: what a variable holds is not looked at again. As in a shell, an empty variable counts as unset
 * where a default is given; without a default, unset and empty are both problems, since a blank password or host is never meant.
 */
export function substitute(text: string, env: Environment): Substitution {
  const variables: string[] = [];
  const problems: string[] = [];
  const result = text.replace(reference, (found: string, name: string | undefined, fallback: string | undefined) => {
    if (found === '$${') return '${';
    if (name === undefined) {
      problems.push(`"\${" is not followed by NAME} or NAME:-default}; write "$\${" for these characters themselves`);
      return found;
    }
    variables.push(name);
    const value = (Object.hasOwn(env, name) && env[name]) || fallback;
    if (value === undefined)
      problems.push(`the variable ${name} is not set, or empty; set it, or write \${${name}:-default}`);
    return value ?? '';
  });
  return problems.length > 0 ? { ok: false, problem: problems.join('; ') } : { ok: true, text: result, variables };
}
