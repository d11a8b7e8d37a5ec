/**
 * The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1), unpacked: one septet an octet, as SMPP carries it
 * under data_coding 0. National tables are not used.
 */

const escapeCode = 0x1b;

/** Index = septet. 0x1B is the escape to the extension table. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const extension: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};

const extensionChar: ReadonlyMap<number, string> = new Map(
  Object.entries(extension).map(([char, code]) => [code, char]),
);

/** UTF-16 code unit → septets it takes: 1, 2 with an escape, 0 when the alphabet doesn't have it. A plain table, for speed. */
const septets = new Uint8Array(0x10000);
/** UTF-16 code unit → its septet in the table that has it. */
const septetOf = new Uint8Array(0x10000);
for (const [septet, char] of [...basic].entries()) {
  if (septet === escapeCode) continue;
  septets[char.charCodeAt(0)] = 1;
  septetOf[char.charCodeAt(0)] = septet;
}
for (const [char, septet] of Object.entries(extension)) {
  septets[char.charCodeAt(0)] = 2;
  septetOf[char.charCodeAt(0)] = septet;
}

/** Septets that one UTF-16 code unit takes: 1, 2, or 0 when the alphabet doesn't have it. */
export function septetsOf(codeUnit: number): number {
  return septets[codeUnit] ?? 0;
}

/** Length of a text in septets, or -1 when a character is not in the alphabet. */
export function gsm7Length(text: string): number {
  let total = 0;
  for (let i = 0; i < text.length; i++) {
    const units = septets[text.charCodeAt(i)]!;
    if (units === 0) return -1;
    total += units;
  }
  return total;
}

/** Encodes to one septet an octet. Throws a RangeError for a character outside the alphabet: ask `gsm7Length` first. */
export function encodeGsm7(text: string): Buffer {
  const length = gsm7Length(text);
  if (length < 0) throw new RangeError('the text has characters outside the GSM 7-bit alphabet; encode it as UCS-2');
  const octets = Buffer.allocUnsafe(length);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (septets[unit] === 2) octets[at++] = escapeCode;
    octets[at++] = septetOf[unit]!;
  }
  return octets;
}

/**
 * Decodes one septet an octet; never throws. As 23.038 asks, an escape before a code that the extension table lacks is shown as that
 * code of the basic table, and a doubled or last escape as a space. Octets above 0x7F become U+FFFD.
 */
export function decodeGsm7(octets: Uint8Array): string {
  let text = '';
  for (let i = 0; i < octets.length; i++) {
    const octet = octets[i]!;
    if (octet !== escapeCode) text += basic[octet] ?? '\ufffd';
    else text += escaped(octets[++i]);
  }
  return text;
}

function escaped(octet: number | undefined): string {
  if (octet === undefined || octet === escapeCode) return ' ';
  return extensionChar.get(octet) ?? basic[octet] ?? '\ufffd';
}

/**
 * Unpacks septets from octets (3GPP TS 23.038 §6.1.2.1.1), to one septet an octet. A last septet of 0 that only fills the octet is
 * indistinguishable from `@` and is dropped.
 */
export function unpackGsm7(packed: Uint8Array): Buffer {
  const octets = Buffer.allocUnsafe(Math.floor((packed.length * 8) / 7));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const octet of packed) {
    held |= octet << bits;
    bits += 8;
    while (bits >= 7) {
      octets[at++] = held & 0x7f;
      held >>= 7;
      bits -= 7;
    }
  }
  const filler = packed.length > 0 && packed.length % 7 === 0 && octets[at - 1] === 0;
  return octets.subarray(0, filler ? at - 1 : at);
}
