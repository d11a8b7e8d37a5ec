/** ISO 8859-1 as SMPP carries it under data_coding 3 (SMPP 3.4 §5.2.19): one octet a character. */

/** Controls but for line ends mean nothing to a handset, so a text with another one isn't Latin-1 to us. */
const outside = /[^\n\r\x20-\x7e\xa0-\xff]/;

/** Whether the alphabet has every character of a text. */
export function isLatin1(text: string): boolean {
  return !outside.test(text);
}

/** Encodes to one octet a character. Throws a RangeError for a character outside the alphabet: ask `isLatin1` first. */
export function encodeLatin1(text: string): Buffer {
  if (!isLatin1(text)) throw new RangeError('the text has characters outside Latin-1; encode it as UCS-2');
  return Buffer.from(text, 'latin1');
}

/** Decodes one octet a character; never throws. */
export function decodeLatin1(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1');
}
