/** The keys that were seen a moment ago, so that a busy sender's key isn't read from the database for every request. */
import type { ApiKey } from '../db/api-keys';

export type FindKey = (key: string) => Promise<ApiKey | null>;

/** A revoked key works for this long (ms) after its revocation, at most. */
export const keyLifetime = 1000;
const mostKeys = 10_000;

/**
 * Remembers keys that exist; texts that are no key are looked up each time, so a stranger can't fill the memory. Requests that ask
 * at once for the same key share one look-up.
 */
export function rememberKeys(find: FindKey, now: () => number = Date.now): FindKey {
  const known = new Map<string, { readonly key: ApiKey; readonly until: number }>();
  const asked = new Map<string, Promise<ApiKey | null>>();

  const lookUp = async (text: string): Promise<ApiKey | null> => {
    const asOf = now();
    const key = await find(text);
    known.delete(text);
    if (key) known.set(text, { key, until: asOf + keyLifetime });
    if (known.size > mostKeys) known.delete(known.keys().next().value ?? '');
    return key;
  };

  return (text) => {
    const held = known.get(text);
    if (held && held.until > now()) return Promise.resolve(held.key);
    const asking = asked.get(text) ?? lookUp(text).finally(() => asked.delete(text));
    asked.set(text, asking);
    return asking;
  };
}
