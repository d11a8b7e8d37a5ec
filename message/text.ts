import { gsm7Length, septetsOf } from './gsm7';
import { isLatin1 } from './latin1';
import { replaceTypography } from './smart-encoding';

/**
 * How a text becomes an SMS: its alphabet and the number of parts. The text itself is never shortened, and never altered unless the
 * sender asked for `smart`.
 */

export type Encoding = 'gsm7' | 'latin1' | 'ucs2';

/** What most carriers take, in the order to try: the first alphabet that has the whole text. UCS-2 has every character, so it is last. */
export const usualAlphabets: readonly Encoding[] = ['gsm7', 'ucs2'];

/** How a carrier takes a text that doesn't fit one part: 8- or 16-bit concatenation UDH, SAR TLVs, or whole in `message_payload`. */
export type LongMessages = 'udh8' | 'udh16' | 'sar' | 'payload';

/**
 * Units a part carries: septets in GSM, octets in Latin-1, UTF-16 code units in UCS-2, out of 140 octets of which a UDH takes 6 or 7 (3GPP TS 23.040
 * §9.2.3.24.1 and .8). SAR and payload carry no UDH of ours, but the carrier puts one on the air.
 */
export const partCapacity: Readonly<Record<Encoding, Readonly<Record<LongMessages | 'single', number>>>> = {
  gsm7: { single: 160, udh8: 153, udh16: 152, sar: 153, payload: 153 },
  latin1: { single: 140, udh8: 134, udh16: 133, sar: 134, payload: 134 },
  ucs2: { single: 70, udh8: 67, udh16: 66, sar: 67, payload: 67 },
};

/** SMPP 3.4 §5.2.19. */
const dataCodings = { gsm7: 0, latin1: 3, ucs2: 8 } as const satisfies Record<Encoding, number>;

/** The number of parts is one octet of the UDH. */
export const maxParts = 255;

export interface TextOptions {
  /** `auto` takes the first of the carrier's alphabets that has the whole text. */
  readonly encoding: 'auto' | 'gsm7' | 'ucs2';
  /** Write typographic signs as GSM has them, if that spares the text UCS-2 (or Latin-1). */
  readonly smart: boolean;
  /** What the carrier takes, in the order to try, UCS-2 last; `usualAlphabets` when left out. */
  readonly alphabets?: readonly Encoding[] | undefined;
  readonly longMessages: LongMessages;
  /** Most segments the sender wants to pay for; never more than 255. */
  readonly maxSegments: number;
}

export interface TextPlan {
  /** The text as it goes out: the body, unless `smart` changed it. This is what to store and to split. */
  readonly text: string;
  readonly encoding: Encoding;
  readonly dataCoding: 0 | 3 | 8;
  /** Parts on the air, which is what carriers charge for. */
  readonly segments: number;
  /** `submit_sm`s it takes: as many, but 1 with `payload`. */
  readonly parts: number;
  /** Septets (GSM), octets (Latin-1) or UTF-16 code units (UCS-2), without headers. */
  readonly units: number;
  /** The characters, each once, for which the alphabet before this one would not do, where the encoding was ours to choose. */
  readonly forcedBy: readonly string[];
}

export type TextErrorCode =
  | 'body_empty'
  | 'body_malformed'
  | 'body_not_gsm7'
  | 'encoding_unavailable'
  | 'too_many_segments';

export type TextPlanning =
  | { readonly ok: true; readonly plan: TextPlan }
  | { readonly ok: false; readonly error: { readonly code: TextErrorCode; readonly detail: string } };

const none: readonly string[] = [];

/** Plans how a body is sent. Cheap: one table look-up a character for a GSM text. */
export function planText(body: string, options: TextOptions): TextPlanning {
  if (body.length === 0) return refuse('body_empty', 'The text is empty; a message needs at least one character.');
  const most = Math.min(options.maxSegments, maxParts);
  // No encoding fits more: don't walk through a megabyte to find out.
  if (body.length > most * partCapacity.gsm7.single && !options.smart) return tooLong(most, null);
  const { encoding, alphabets = usualAlphabets, smart, longMessages } = options;
  if (encoding !== 'auto' && !alphabets.includes(encoding)) return unavailable(encoding, alphabets);
  const tried = encoding === 'auto' ? alphabets : [encoding];
  for (const [index, alphabet] of tried.entries()) {
    if (alphabet === 'ucs2' && !isWellFormed(body)) {
      return refuse('body_malformed', 'The text holds half of a surrogate pair; send well-formed Unicode.');
    }
    const text = textIn(alphabet, body, smart);
    if (text === null) continue;
    const before = tried[index - 1];
    const forcedBy = before === undefined ? none : charactersOutside(body, before);
    return planned(text, alphabet, unitsOf[alphabet](text), forcedBy, longMessages, most);
  }
  return notGsm7(body);
}

/** Length of a text in an alphabet's units, or -1 when a character is not in the alphabet. */
const unitsOf: Readonly<Record<Encoding, (text: string) => number>> = {
  gsm7: gsm7Length,
  latin1: (text) => (isLatin1(text) ? text.length : -1),
  ucs2: (text) => text.length,
};

/** The characters of a text that the GSM alphabet doesn't have, each once, in order of appearance, at most 50. */
export function charactersOutsideGsm7(text: string): string[] {
  return charactersOutside(text, 'gsm7');
}

function charactersOutside(text: string, alphabet: Encoding): string[] {
  const found = new Set<string>();
  for (const char of text) {
    if (unitsOf[alphabet](char) > 0) continue;
    found.add(char);
    if (found.size === 50) break;
  }
  return [...found];
}

/** The body as the alphabet can write it, or null. */
function textIn(alphabet: Encoding, body: string, smart: boolean): string | null {
  if (unitsOf[alphabet](body) >= 0) return body;
  if (!smart) return null;
  const replaced = replaceTypography(body);
  return replaced !== '' && unitsOf[alphabet](replaced) >= 0 ? replaced : null;
}

function planned(
  text: string,
  encoding: Encoding,
  units: number,
  forcedBy: readonly string[],
  longMessages: LongMessages,
  most: number,
): TextPlanning {
  const segments = countParts(text, encoding, units, longMessages);
  if (segments > most) return tooLong(most, segments);
  const parts = longMessages === 'payload' ? 1 : segments;
  return { ok: true, plan: { text, encoding, dataCoding: dataCodings[encoding], segments, parts, units, forcedBy } };
}

function countParts(text: string, encoding: Encoding, units: number, longMessages: LongMessages): number {
  if (units <= partCapacity[encoding].single) return 1;
  const capacity = partCapacity[encoding][longMessages];
  // Without escapes and pairs nothing can leave a part short of full.
  const simple = encoding === 'ucs2' ? !/[\ud800-\udbff]/.test(text) : units === text.length;
  return simple ? Math.ceil(units / capacity) : cutText(text, encoding, capacity).length;
}

/**
 * Where the parts of a text end (UTF-16 indices, the last is its length), each part at most `capacity` units and as full as can be,
 * an escape never parted from its character, nor the halves of a surrogate pair.
 */
export function cutText(text: string, encoding: Encoding, capacity: number): number[] {
  const ends: number[] = [];
  let used = 0;
  for (let i = 0; i < text.length; ) {
    const pair = encoding === 'ucs2' && isPair(text, i) ? 2 : 1;
    const units = encoding === 'gsm7' ? septetsOf(text.charCodeAt(i)) : pair;
    if (used + units > capacity) {
      ends.push(i);
      used = 0;
    }
    used += units;
    i += pair;
  }
  ends.push(text.length);
  return ends;
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

function notGsm7(body: string): TextPlanning {
  const named = charactersOutsideGsm7(body).slice(0, 10).map(describe).join(', ');
  return refuse('body_not_gsm7', `The GSM alphabet does not have ${named}; remove them, or use encoding auto or ucs2.`);
}

function unavailable(encoding: Encoding, alphabets: readonly Encoding[]): TextPlanning {
  const taken = alphabets.join(' and ');
  return refuse('encoding_unavailable', `The carrier takes ${taken}, not ${encoding}; use encoding auto or ucs2.`);
}

function describe(char: string): string {
  const code = `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(char) ? `${char} (${code})` : code;
}

function tooLong(most: number, segments: number | null): TextPlanning {
  const takes = segments === null ? `more than ${most}` : `${segments}`;
  return refuse(
    'too_many_segments',
    `The text takes ${takes} segments, and at most ${most} are allowed; shorten it or raise max_segments.`,
  );
}

function refuse(code: TextErrorCode, detail: string): TextPlanning {
  return { ok: false, error: { code, detail } };
}
