/** What the bench sends: short GSM texts, each with words of its own, each to another number. */

/** Which carrier of the bench a message goes to: its sender decides (carriers.ts). */
export type Sender = 'ACME' | 'PROBE' | 'DOWN';

export interface SentMessage {
  readonly to: string;
  readonly from: Sender;
  readonly body: string;
}

/** Australian mobile numbers begin so, and seven digits follow. */
const PREFIXES = ['+6140', '+6141', '+6142', '+6143'];
const DIGITS = 7;
/** Further numbers would repeat. */
export const MOST_NUMBERS = PREFIXES.length * 10 ** DIGITS;

const TEXTS = [
  (n: number) =>
    `Your code is ${String(n % 1_000_000).padStart(6, '0')}. It is valid for 10 minutes. Never share it with anybody.`,
  (n: number) =>
    `Hello, your appointment is tomorrow at 10:${String(n % 60).padStart(2, '0')}. Reply 1 to confirm, 2 to change it.`,
  (n: number) => `Your parcel ${n} is on its way and will be with you tomorrow between 9 and 11.`,
  (n: number) => `ACME: invoice ${n} of $${n % 900}.50 is due on Friday. Pay at acme.example/p/${n}. Thank you!`,
];

/** Message number `n`, counting from 0 over the whole bench. Two never have the same recipient. */
export function message(n: number, from: Sender): SentMessage {
  const prefix = PREFIXES[Math.floor(n / 10 ** DIGITS)];
  if (prefix === undefined) throw new RangeError(`the bench has ${MOST_NUMBERS} numbers`);
  return { to: `${prefix}${String(n % 10 ** DIGITS).padStart(DIGITS, '0')}`, from, body: TEXTS[n % TEXTS.length]!(n) };
}

/** Hands out messages, each number once. */
export class Traffic {
  private next = 0;

  take(count: number, from: Sender): SentMessage[] {
    return Array.from({ length: count }, () => message(this.next++, from));
  }

  /** Bodies of POST /v1/batches for `count` messages, ready to be written. */
  batches(count: number, from: Sender, most: number): { readonly size: number; readonly body: Buffer }[] {
    const sizes = Array.from({ length: Math.ceil(count / most) }, (_, index) => Math.min(most, count - index * most));
    return sizes.map((size, index) => {
      const batch = { name: `bench ${index + 1}`, messages: this.take(size, from) };
      return { size, body: Buffer.from(JSON.stringify(batch)) };
    });
  }
}
