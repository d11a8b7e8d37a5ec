import { decodeGsm7 } from './gsm7';
import { decodeLatin1 } from './latin1';
import { decodeUcs2 } from './ucs2';

/**
 * What handsets write in, and how it becomes text. Any octets give a reading and nothing here throws. What was declared is believed unless
 * the octets can't be that.
 */

export type Charset =
  | 'gsm7'
  | 'ascii'
  | 'latin1'
  | 'shift_jis'
  | 'iso-8859-5'
  | 'iso-8859-8'
  | 'iso-2022-jp'
  | 'euc-jp'
  | 'euc-kr'
  | 'ucs2'
  | 'utf8'
  | 'binary';

/** SMPP 3.4 §5.2.19, values below 0x10. What it reserves is the default alphabet, as 3GPP TS 23.038 §4 asks. */
const smppCodings: Readonly<Record<number, Charset>> = {
  1: 'ascii', // IA5
  2: 'binary',
  3: 'latin1',
  4: 'binary',
  5: 'shift_jis', // JIS X 0208
  6: 'iso-8859-5', // Cyrillic
  7: 'iso-8859-8', // Hebrew
  8: 'ucs2',
  9: 'binary', // pictograms
  10: 'iso-2022-jp',
  13: 'euc-jp', // JIS X 0212
  14: 'euc-kr', // KS C 5601
};

/** Bits 3 and 2 of the general groups: 3GPP TS 23.038 §4. */
const alphabets: readonly Charset[] = ['gsm7', 'binary', 'ucs2', 'gsm7'];

/** The charset that a `data_coding` declares; from 0x10 on by its coding group (3GPP TS 23.038 §4). */
export function charsetOf(dataCoding: number): Charset {
  if (dataCoding < 0x10) return smppCodings[dataCoding] ?? 'gsm7';
  const group = dataCoding >> 4;
  const alphabet = alphabets[(dataCoding >> 2) & 3] ?? 'gsm7';
  if (group < 0x8) return (dataCoding & 0x20) === 0 ? alphabet : 'binary'; // general, or marked for deletion; 0x20: compressed
  if (group === 0xe) return 'ucs2'; // message waiting, stored
  if (group === 0xf) return (dataCoding & 0x04) === 0 ? 'gsm7' : 'binary'; // message class
  return 'gsm7'; // reserved, or message waiting
}

export interface Reading {
  /** Null when the octets are no text. */
  readonly text: string | null;
  /** As it was read, which may differ from what was declared. */
  readonly charset: Charset;
}

/** Reads octets that were declared to be in a charset. */
export function readText(charset: Charset, octets: Buffer): Reading {
  switch (charset) {
    case 'binary':
      return { text: null, charset };
    case 'gsm7':
      // One septet an octet: the top bit can't be set.
      return octets.some(beyond7Bits) ? readEightBits(octets) : { text: decodeGsm7(octets), charset };
    case 'ascii':
      return octets.some(beyond7Bits) ? readEightBits(octets) : { text: untilNul(decodeLatin1(octets)), charset };
    case 'latin1':
      return { text: untilNul(decodeLatin1(octets)), charset };
    case 'ucs2':
      return octets.length % 2 === 1 ? readEightBits(octets) : { text: untilNul(readUcs2(octets)), charset };
    default:
      return { text: untilNul(new TextDecoder(charset).decode(octets)), charset };
  }
}

function beyond7Bits(octet: number): boolean {
  return octet > 0x7f;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Octets of which we only know that they are not what they claim: UTF-8 gives itself away, Latin-1 takes anything. */
function readEightBits(octets: Buffer): Reading {
  try {
    return { text: untilNul(strictUtf8.decode(octets)), charset: 'utf8' };
  } catch {
    return { text: untilNul(decodeLatin1(octets)), charset: 'latin1' };
  }
}

/** UTF-16, most significant octet first unless a mark says otherwise; half of a surrogate pair becomes U+FFFD. */
function readUcs2(octets: Buffer): string {
  const mark = octets.length >= 2 ? octets.readUInt16BE(0) : 0;
  const text =
    mark === 0xfffe ? octets.toString('utf16le', 2) : decodeUcs2(mark === 0xfeff ? octets.subarray(2) : octets);
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** Some carriers end texts like C-strings. */
function untilNul(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  return text.slice(0, end);
}
