/**
 * Text from the wire, made safe to store and to show: what doesn't print is written as an escape, so that the evidence stays exact.
 */

/** Printable ASCII only; everything else as `\xNN` or `\uNNNN`. At most `max` characters. */
export function toPrintableAscii(text: string, max: number): string {
  return text
    .slice(0, max)
    .replace(/[^\x20-\x7e]/g, escapeUnit)
    .slice(0, max);
}

/** Any printing character; controls and lone surrogates as `\xNN` or `\uNNNN`. At most `max` UTF-16 units. */
export function toPrintable(text: string, max: number): string {
  const escaped = text.slice(0, max).replace(/[\p{Cc}\p{Cs}]/gu, escapeUnit);
  // The cut may have halved a pair.
  return escaped.slice(0, max).replace(/\p{Cs}$/u, '');
}

function escapeUnit(char: string): string {
  const unit = char.charCodeAt(0);
  return unit > 0xff ? `\\u${unit.toString(16).padStart(4, '0')}` : `\\x${unit.toString(16).padStart(2, '0')}`;
}
