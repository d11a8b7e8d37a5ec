import { type PhoneNumberPossibility, parsePhoneNumber } from 'awesome-phonenumber';

/** Recipients: E.164 numbers (ITU-T E.164), strictly as `+` and digits, so that one subscriber has one spelling everywhere. */

export type RecipientParsing =
  | { readonly ok: true; readonly number: string; readonly country: string | null }
  | { readonly ok: false; readonly detail: string };

const expected = "expected '+', the country code and the number, digits only, such as +61412345678";

/**
 * Reads a recipient. `country` is its ISO 3166 code, null where a shared calling code doesn't tell (as in an unassigned area of +1).
 * A number is taken when its length is possible for its country; whether it is assigned only the carrier knows.
 */
export function parseRecipient(text: unknown): RecipientParsing {
  if (typeof text !== 'string') return { ok: false, detail: `Not a phone number: ${expected}, as a string.` };
  if (!/^\+[1-9][0-9]{6,14}$/.test(text)) return { ok: false, detail: malformed(text) };
  const verdict = verdictOf(text);
  return verdict.problem === null
    ? { ok: true, number: text, country: verdict.country }
    : { ok: false, detail: verdict.problem };
}

function malformed(text: string): string {
  if (text === '') return `The number is empty: ${expected}.`;
  if (!text.startsWith('+')) return `The number does not start with '+': ${expected}.`;
  if (text.startsWith('+0')) return `No country code starts with 0: ${expected}.`;
  if (!/^\+[0-9]*$/.test(text)) return `The number has other characters than digits after the '+': ${expected}.`;
  const digits = text.length - 1;
  return `The number has ${digits} digits, and E.164 allows 7 to 15: ${expected}.`;
}

interface Verdict {
  readonly problem: string | null;
  readonly country: string | null;
}

/**
 * The numbering plans decide by the length and the first digits alone, so numbers that share both share a verdict. A full parse takes
 * tens of microseconds; remembering verdicts makes a batch to one country nearly free.
 */
const verdicts = new Map<string, Verdict>();
const maxVerdicts = 50_000;

/** Characters, with the `+`, that decide; more where territories share a calling code and are told apart late. First match wins. */
const deciding: readonly (readonly [prefix: string, characters: number])[] = [
  ['+447', 8],
  ['+44', 11], // Jersey, Guernsey, Isle of Man
  ['+614', 8],
  ['+61', 11], // Christmas and Cocos Islands
  ['+262', 11], // Réunion, Mayotte
  ['+590', 11], // Guadeloupe, Saint Barthélemy, Saint Martin
];
const usuallyDeciding = 8;

function verdictOf(number: string): Verdict {
  const key = verdictKey(number);
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  if (verdicts.size >= maxVerdicts) verdicts.delete(verdicts.keys().next().value!);
  const verdict = judge(number);
  verdicts.set(key, verdict);
  return verdict;
}

function verdictKey(number: string): string {
  const characters = deciding.find(([prefix]) => number.startsWith(prefix))?.[1] ?? usuallyDeciding;
  return `${number.length}${number.slice(0, characters)}`;
}

const problems: Readonly<Partial<Record<PhoneNumberPossibility, string>>> = {
  'invalid-country-code': `No country has this country code: ${expected}.`,
  'too-short': 'The number is too short for its country.',
  'too-long': 'The number is too long for its country.',
};
const noSuchLength = 'No number of its country has this length.';

/** What the library makes of a number, with nothing remembered. */
export function judge(number: string): Verdict {
  const parsed = parsePhoneNumber(number);
  if (!parsed.valid && parsed.possibility === 'invalid')
    return { problem: problems['invalid-country-code']!, country: null };
  if (!parsed.possible) return { problem: problems[parsed.possibility] ?? noSuchLength, country: null };
  // The library drops a trunk prefix that has no place after a country code; we don't guess what was meant.
  if (parsed.number?.e164 !== number) {
    return {
      problem: 'The number has a trunk prefix (usually 0) after the country code: leave it out.',
      country: null,
    };
  }
  return { problem: null, country: parsed.regionCode ?? null };
}
