import { randomFillSync } from 'node:crypto';

/**
 * Ids: ULIDs (48 bits of milliseconds, 80 of randomness, Crockford base 32), so that they sort by age. Stored bare, as 26 characters;
 * shown with a prefix that says what they name.
 */

export const idPrefixes = {
  acc: 'account',
  aud: 'audit entry',
  bat: 'batch',
  evt: 'event',
  exp: 'export',
  inb: 'inbound message',
  key: 'API key',
  msg: 'message',
  par: 'parcel',
  sup: 'suppression',
  whe: 'webhook endpoint',
} as const;

export type IdPrefix = keyof typeof idPrefixes;
export type PublicId<P extends IdPrefix = IdPrefix> = `${P}_${string}`;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Two characters for each 10 bits. */
const pairs = Array.from({ length: 1024 }, (_, bits) => alphabet[bits >> 5]! + alphabet[bits & 31]!);

/** A source of ULIDs that only ever grow, even within one millisecond and when the clock is set back. */
export function ulidSource(now: () => number, fill: (bytes: Buffer) => void): () => string {
  const pool = Buffer.alloc(4000);
  let drawn = pool.length;
  let last = -1;
  let head = '';
  let high = 0;
  let low = 0;

  /** A new millisecond: a new head of time and 40 random bits, and a new start for the 40 that count up. */
  const begin = (time: number) => {
    if (drawn === pool.length) {
      fill(pool);
      drawn = 0;
    }
    last = time;
    head =
      base32(Math.floor(time / 2 ** 20)).slice(2) + base32(time % 2 ** 20).slice(4) + base32(pool.readUIntBE(drawn, 5));
    // The top bit stays clear, so that counting up from here can't run over.
    high = pool.readUInt32BE(drawn + 5) >>> 13;
    low = pool.readUInt32BE(drawn + 6) & 0xfffff;
    drawn += 10;
  };

  return () => {
    const time = now();
    if (time > last) begin(time);
    else if (++low > 0xfffff) {
      low = 0;
      high++;
    }
    return head + pairs[high >> 10]! + pairs[high & 1023]! + pairs[low >> 10]! + pairs[low & 1023]!;
  };
}

/** 40 bits as 8 characters. */
function base32(bits: number): string {
  const high = Math.floor(bits / 2 ** 20);
  const low = bits % 2 ** 20;
  return pairs[high >> 10]! + pairs[high & 1023]! + pairs[low >> 10]! + pairs[low & 1023]!;
}

/** A new bare id, 26 characters, greater than every one this process made before. */
export const newUlid: () => string = ulidSource(Date.now, randomFillSync);

/** A new id with its prefix: `msg_01J…`. */
export function newId<P extends IdPrefix>(prefix: P): PublicId<P> {
  return toPublic(prefix, newUlid());
}

/** A stored id as the outside sees it. */
export function toPublic<P extends IdPrefix>(prefix: P, bare: string): PublicId<P> {
  return `${prefix}_${bare}`;
}

/** The bare id in a public one, or null when the text isn't exactly an id with this prefix (case counts). */
export function fromPublic(prefix: IdPrefix, text: unknown): string | null {
  if (typeof text !== 'string' || !text.startsWith(`${prefix}_`)) return null;
  const bare = text.slice(prefix.length + 1);
  return isUlid(bare) ? bare : null;
}

/** Whether a text is a public id with this prefix. */
export function isId<P extends IdPrefix>(prefix: P, text: unknown): text is PublicId<P> {
  return fromPublic(prefix, text) !== null;
}

/** Whether a text is a bare id. */
export function isUlid(text: unknown): text is string {
  return typeof text === 'string' && ulid.test(text);
}
