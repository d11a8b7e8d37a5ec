import { toPrintableAscii } from './printable';

/**
 * A carrier's message ids, made comparable.
 *
 * The id in the submit_sm_resp and the id in the receipt name the same message, but some carriers write one in hex and the other in
 * decimal, change the case, or add and drop leading zeros. How a carrier does it is a setting of its profile; nothing is guessed here.
 */
export type IdRuleName =
  /** As it stands. */
  | 'text'
  /** Hex in the response, decimal in the receipt. */
  | 'hex_response'
  /** Decimal in the response, hex in the receipt. */
  | 'decimal_response'
  | 'ignore_case'
  | 'ignore_leading_zeros';

/** One rule, or several that apply together. */
export type IdRule = IdRuleName | readonly IdRuleName[];

export const idRuleNames: readonly IdRuleName[] = [
  'text',
  'hex_response',
  'decimal_response',
  'ignore_case',
  'ignore_leading_zeros',
];

/** Where an id was read: in a submit_sm_resp, or in a receipt. */
export type IdSide = 'response' | 'receipt';

/** `message_id` is a C-octet string of at most 65 octets with its NUL (SMPP 3.4 §5.2.23). */
export const maxIdLength = 64;

/** The rule under which a side's ids are hex; the other rule makes the same side decimal. */
const hexRule: Readonly<Record<IdSide, IdRuleName>> = { response: 'hex_response', receipt: 'decimal_response' };
const decimalRule: Readonly<Record<IdSide, IdRuleName>> = { response: 'decimal_response', receipt: 'hex_response' };

/**
 * The form of an id that is stored and compared: at most 64 characters of printable ASCII (what else came is written `\xNN`), in
 * decimal where the rule knows the base. An id that doesn't fit its rule is left as it stands.
 */
export function normalizeCarrierId(id: string, rule: IdRule, side: IdSide): string {
  const has = (name: IdRuleName) => (typeof rule === 'string' ? rule === name : rule.includes(name));
  let text = printableId(id);
  if (has(hexRule[side])) text = fromHex(text) ?? text;
  else if (has(decimalRule[side])) text = fromDecimal(text) ?? text;
  if (has('ignore_case')) text = text.toUpperCase();
  if (has('ignore_leading_zeros')) text = stripZeros(text);
  return text;
}

/** An id without its padding, in printable ASCII and of bounded length, otherwise as it stood. */
export function printableId(id: string): string {
  return toPrintableAscii(trimPadding(id.slice(0, 4 * maxIdLength)), maxIdLength);
}

/** Without the white space and NULs that pad fixed-width fields. */
function trimPadding(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) <= 0x20) from++;
  while (to > from && text.charCodeAt(to - 1) <= 0x20) to--;
  return text.slice(from, to);
}

/**
 * Other ways to write the id of a receipt, at most 16, best guess first, for a *second look* when nothing has the id itself.
 *
 * Why that is safe: an alias is a guess, so the caller may act on it only when all of this holds: the exact id is unknown; exactly one
 * message of this carrier that still waits for a receipt has one of the aliases; and that message went to the recipient that the
 * receipt names. A wrong match would then need another open message of the same carrier, to the same number, whose id happens to
 * be the same integer in another base: then the receipt is held as an orphan, or at worst credited to the same person's other message.
 * A carrier that does this regularly should get the rule in its profile, which needs no guess.
 */
export function idAliases(receiptId: string, rule: IdRule = 'text'): string[] {
  const id = printableId(receiptId);
  const own = normalizeCarrierId(id, rule, 'receipt');
  const forms = [...hexForms(id), ...decimalForms(id), id.toUpperCase(), id.toLowerCase(), stripZeros(id)];
  const aliases = new Set(forms.map((form) => normalizeCarrierId(form, rule, 'response')));
  aliases.delete(own);
  return [...aliases].slice(0, 16);
}

/** A decimal receipt id as the response may have written it in hex. */
function hexForms(id: string): string[] {
  const decimal = fromDecimal(id);
  if (decimal === null) return [];
  const hex = BigInt(decimal).toString(16);
  return [hex, hex.padStart(8, '0'), hex.padStart(16, '0')]
    .flatMap((form) => [form.toUpperCase(), form])
    .concat(decimal, decimal.padStart(10, '0'));
}

/** A hex receipt id as the response may have written it in decimal. */
function decimalForms(id: string): string[] {
  const decimal = fromHex(id);
  return decimal === null ? [] : [decimal, decimal.padStart(10, '0'), decimal.padStart(16, '0')];
}

/** Hex digits that surely fit 64 decimal ones; a longer id is no number. */
const maxHexDigits = 53;

function fromHex(text: string): string | null {
  const digits = /^(?:0x)?([0-9a-f]+)$/i.exec(text)?.[1];
  return digits === undefined || digits.length > maxHexDigits ? null : BigInt(`0x${digits}`).toString();
}

function fromDecimal(text: string): string | null {
  return /^[0-9]+$/.test(text) ? BigInt(text).toString() : null;
}

function stripZeros(text: string): string {
  return text.replace(/^0+(?=.)/, '');
}
