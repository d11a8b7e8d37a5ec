/**
 * Senders: what the recipient sees as coming from. Letters, or a number; anything else is refused here, since a carrier would
 * refuse, cut or garble it.
 */

export type SenderKind = 'alphanumeric' | 'international' | 'national' | 'short_code';

export interface Sender {
  readonly kind: SenderKind;
  /** What goes into `source_addr`: for numbers the digits alone. */
  readonly address: string;
  /** `source_addr_ton` and `source_addr_npi` (SMPP 3.4 §5.2.5, §5.2.6). */
  readonly ton: number;
  readonly npi: number;
}

export type SenderParsing =
  | { readonly ok: true; readonly sender: Sender }
  | { readonly ok: false; readonly detail: string };

/** Type of number and numbering plan by kind. Carriers that want others (short codes as 6/0 or 0/1) say so in their profile. */
export const numbering: Readonly<Record<SenderKind, { readonly ton: number; readonly npi: number }>> = {
  alphanumeric: { ton: 5, npi: 0 },
  international: { ton: 1, npi: 1 }, // ISDN (E.164)
  national: { ton: 2, npi: 1 },
  short_code: { ton: 3, npi: 0 }, // network specific
};

/** The first that matches names the kind; its group is the address. */
const shapes: readonly (readonly [SenderKind, RegExp])[] = [
  ['international', /^\+([1-9][0-9]{2,14})$/],
  ['short_code', /^([0-9]{3,8})$/],
  ['national', /^(0[0-9]{8,14})$/],
  ['international', /^([1-9][0-9]{8,14})$/],
  // 11 characters are what the address field holds in 7-bit packing (3GPP TS 23.040 §9.1.2.5). Signs are those that ASCII and GSM agree on, and "_".
  ['alphanumeric', /^(?=.*[A-Za-z])([A-Za-z0-9.&+!_-](?:[A-Za-z0-9 .&+!_-]{0,9}[A-Za-z0-9.&+!_-])?)$/],
];

const expected =
  "1 to 11 of A–Z, a–z, 0–9, space and . - _ & + ! with at least one letter, or a number of 3 to 15 digits with or without '+'";

/** Reads a sender. */
export function parseSender(text: unknown): SenderParsing {
  if (typeof text !== 'string') return { ok: false, detail: `The sender is not a string; it must be ${expected}.` };
  for (const [kind, shape] of shapes) {
    const address = shape.exec(text)?.[1];
    if (address !== undefined) return { ok: true, sender: { kind, address, ...numbering[kind] } };
  }
  return { ok: false, detail: `${problemOf(text)}; it must be ${expected}.` };
}

/** What is wrong with a sender that has none of the shapes; the first that applies. */
const problems: readonly (readonly [(text: string) => boolean, string])[] = [
  [(text) => text === '', 'The sender is empty'],
  [(text) => /\p{Cc}/u.test(text), 'The sender has a control character'],
  [(text) => /[^\x20-\x7e]/.test(text), 'The sender has a character outside ASCII'],
  [(text) => text !== text.trim(), 'The sender begins or ends with a space'],
  [(text) => /^\+?[0-9]+$/.test(text), 'The sender has too few or too many digits, or no country code after the +'],
  [(text) => text.length > 11, 'The sender is longer than 11 characters'],
  [(text) => !/[A-Za-z]/.test(text), 'The sender is neither a number nor has a letter'],
];

function problemOf(text: string): string {
  return problems.find(([applies]) => applies(text))?.[1] ?? 'The sender has a sign that is not allowed';
}
