import { decodeGsm7, unpackGsm7 } from './gsm7';
import { decodeUcs2 } from './ucs2';

/**
 * The text of a delivery receipt (SMPP 3.4 appendix B: "the format is SMSC vendor specific"), read by its labels and never by position.
 * Every pass is linear in the length of the body, and no bytes make it throw.
 */

export type ReceiptLabel = 'id' | 'sub' | 'dlvrd' | 'submitdate' | 'donedate' | 'stat' | 'err';

export interface ReceiptText {
  /** The body as text, however it was encoded. */
  readonly text: string;
  /** Label → what follows it up to the next label, trimmed. First occurrence of each; empty values are left out. */
  readonly values: ReadonlyMap<ReceiptLabel, string>;
  /** The same in order of appearance, with all occurrences, and null for what comes before the first label. */
  readonly spans: readonly Span[];
}

type Span = readonly [label: ReceiptLabel | null, value: string];

/** A label starts a word, and a colon follows. The quantifiers are bounded, so a scan is linear. */
const label = /(?<![\w-])(id|sub|dlvrd|submit[\s_]{0,2}date|done[\s_]{0,2}date|stat|err|text)[ \t]{0,4}:/gi;

/** Reads the body in whichever encoding makes sense of it: `data_coding` may lie, so it isn't asked. */
export function readReceiptText(body: Buffer): ReceiptText {
  const order = byteOrder(body);
  const plain = scanLabels(order === null ? latin1(body) : utf16(body, order));
  if (plain.values.size > 0 || body.length < 8) return plain;
  // Not a label in it: perhaps septets that nobody unpacked.
  const unpacked = scanLabels(decodeGsm7(unpackGsm7(body)));
  return unpacked.values.has('id') || unpacked.values.has('stat') ? unpacked : plain;
}

/** Finds the labels of a text. From `text:` on everything is the message's own text, where labels don't count. */
export function scanLabels(text: string): ReceiptText {
  const spans: Span[] = [];
  let current: ReceiptLabel | null = null;
  let from = 0;
  for (const match of text.matchAll(label)) {
    spans.push([current, trimValue(text.slice(from, match.index))]);
    const name = labelName(match[1]!);
    if (name === 'text') return withValues(text, spans);
    current = name;
    from = match.index + match[0].length;
  }
  spans.push([current, trimValue(text.slice(from))]);
  return withValues(text, spans);
}

function labelName(found: string): ReceiptLabel | 'text' {
  // The pattern's alternatives are the labels, give or take a space in the two dates.
  return found.toLowerCase().replace(/[\s_]+/, '') as ReceiptLabel | 'text';
}

function withValues(text: string, spans: readonly Span[]): ReceiptText {
  const values = new Map<ReceiptLabel, string>();
  for (const [name, value] of spans) if (name !== null && value !== '' && !values.has(name)) values.set(name, value);
  return { text, values, spans };
}

function trimValue(value: string): string {
  const trimmed = value.trim();
  return /[,;|]$/.test(trimmed) ? trimmed.slice(0, -1).trimEnd() : trimmed;
}

/** Words that stand under no label, outside `text:`; a state may be among them. A label's own value is its first word. */
export function looseWords({ spans }: ReceiptText): string[] {
  return spans.flatMap(([name, value]) =>
    (value === '' ? [] : value.split(/\s+/, mostLoose)).slice(name === null ? 0 : 1),
  );
}

/** Words looked at between two labels; a receipt has one or two. */
const mostLoose = 32;

/** The first word of a label's value. */
export function firstWord(value: string | undefined): string | null {
  const word = value?.slice(0, 256).split(/[\s,;|]/, 1)[0];
  return word === undefined || word === '' ? null : word;
}

/** GSM septets that sit where ASCII has controls and that occur in ids: a carrier may send them under any data_coding. */
const gsmInLatin1: Readonly<Record<string, string>> = { '\x00': '@', '\x02': '$', '\x11': '_' };

function latin1(body: Buffer): string {
  let end = body.length;
  while (end > 0 && body[end - 1] === 0) end--; // a C-string's NUL, or padding
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control octets are what we look for
  return body.toString('latin1', 0, end).replace(/[\x00\x02\x11]/g, (char) => gsmInLatin1[char] ?? char);
}

type ByteOrder = 'big' | 'little';

/** UCS-2 of a receipt shows itself: its letters are ASCII, so every other octet is zero. */
function byteOrder(body: Buffer): ByteOrder | null {
  const mark = body.length >= 2 ? body.readUInt16BE(0) : 0;
  if (mark === 0xfeff) return 'big';
  if (mark === 0xfffe) return 'little';
  const pairs = Math.min(Math.floor(body.length / 2), 64);
  if (pairs < 2) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < pairs; i++) {
    if (body[2 * i] === 0) evenZeros++;
    if (body[2 * i + 1] === 0) oddZeros++;
  }
  const most = pairs * 0.75;
  const few = pairs * 0.25;
  if (evenZeros >= most && oddZeros <= few) return 'big';
  if (oddZeros >= most && evenZeros <= few) return 'little';
  return null;
}

function utf16(body: Buffer, order: ByteOrder): string {
  const text = order === 'big' ? decodeUcs2(body) : body.toString('utf16le');
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  return text.slice(text.charCodeAt(0) === 0xfeff ? 1 : 0, end);
}
