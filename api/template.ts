/** Templates: a text with `{{name}}` where each recipient's own words go. */

const placeholder = /\{\{\s*([\p{L}\p{N}_.-]{1,64})\s*\}\}/gu;

export type Params = Readonly<Record<string, string | number>>;
export type Filling =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly missing: readonly string[] };

/** Puts the params in. Their text is taken as it is, braces and all; params that the template doesn't name are passed over. */
export function fillTemplate(template: string, params: Params): Filling {
  const missing = new Set<string>();
  const text = template.replace(placeholder, (_whole, name: string) => {
    if (Object.hasOwn(params, name)) return String(params[name]);
    missing.add(name);
    return '';
  });
  return missing.size === 0 ? { ok: true, text } : { ok: false, missing: [...missing] };
}
