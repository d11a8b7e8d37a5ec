import fc from 'fast-check';
import { type Charset, charsetOf, readText } from '../../message/charset';
import { encodeGsm7 } from '../../message/gsm7';
import { encodeUcs2 } from '../../message/ucs2';

it.each<[dataCoding: number, charset: Charset, where: string]>([
  [0x00, 'gsm7', 'SMSC default alphabet'],
  [0x01, 'ascii', 'IA5'],
  [0x02, 'binary', 'octets'],
  [0x03, 'latin1', 'Latin-1'],
  [0x04, 'binary', 'octets'],
  [0x05, 'shift_jis', 'JIS'],
  [0x06, 'iso-8859-5', 'Cyrillic'],
  [0x07, 'iso-8859-8', 'Hebrew'],
  [0x08, 'ucs2', 'UCS-2'],
  [0x09, 'binary', 'pictograms'],
  [0x0a, 'iso-2022-jp', 'ISO-2022-JP'],
  [0x0b, 'gsm7', 'reserved'],
  [0x0d, 'euc-jp', 'extended Kanji'],
  [0x0e, 'euc-kr', 'KS C 5601'],
  [0x0f, 'gsm7', 'reserved'],
  [0x10, 'gsm7', 'general, class 0'],
  [0x14, 'binary', 'general, 8 bit'],
  [0x18, 'ucs2', 'general, UCS-2, class 0'],
  [0x1b, 'ucs2', 'general, UCS-2, class 3'],
  [0x20, 'binary', 'compressed'],
  [0x38, 'binary', 'compressed UCS-2'],
  [0x40, 'gsm7', 'marked for deletion'],
  [0x48, 'ucs2', 'marked for deletion, UCS-2'],
  [0x80, 'gsm7', 'reserved group'],
  [0xc8, 'gsm7', 'message waiting, discard'],
  [0xd0, 'gsm7', 'message waiting, store'],
  [0xe0, 'ucs2', 'message waiting, store, UCS-2'],
  [0xf0, 'gsm7', 'class 0'],
  [0xf1, 'gsm7', 'class 1'],
  [0xf4, 'binary', 'class 0, 8 bit'],
  [0xf5, 'binary', 'class 1, 8 bit'],
])('data_coding 0x%s is %s (%s)', (dataCoding, charset) => {
  expect(charsetOf(dataCoding)).toBe(charset);
});

it.each<[declared: Charset, hex: string, text: string | null, read: Charset, why: string]>([
  ['gsm7', '486900', 'Hi@', 'gsm7', 'a zero is @, not an end'],
  ['gsm7', '1b6531', '€1', 'gsm7', 'an escape'],
  ['gsm7', '47c3bc6e', 'Gün', 'utf8', 'a septet has no eighth bit, and this is UTF-8'],
  ['gsm7', '47fc6e', 'Gün', 'latin1', 'a septet has no eighth bit, and this is no UTF-8'],
  ['ascii', '5f404000', '_@@', 'ascii', 'a NUL at the end is an end'],
  ['ascii', 'fc', 'ü', 'latin1', 'ASCII has 7 bits'],
  ['latin1', 'e9c3a9', 'éÃ©', 'latin1', 'what says Latin-1 is Latin-1'],
  ['ucs2', '00480069', 'Hi', 'ucs2', 'most significant octet first'],
  ['ucs2', 'feff00480069', 'Hi', 'ucs2', 'with its mark'],
  ['ucs2', 'fffe48006900', 'Hi', 'ucs2', 'the other way round, and it says so'],
  ['ucs2', '004800690000', 'Hi', 'ucs2', 'a NUL at the end'],
  ['ucs2', 'd83dde00', '😀', 'ucs2', 'a surrogate pair'],
  ['ucs2', '0041d83d0042', 'A\ufffdB', 'ucs2', 'half a pair'],
  ['ucs2', '486921', 'Hi!', 'utf8', 'three octets are no UCS-2'],
  ['iso-8859-5', 'bfe0d8d2d5e2', 'Привет', 'iso-8859-5', 'Cyrillic'],
  ['iso-8859-8', 'f9ece5ed', 'שלום', 'iso-8859-8', 'Hebrew'],
  ['shift_jis', '93fa967b', '日本', 'shift_jis', 'Kanji'],
  ['iso-2022-jp', '1b2442467c4b5c1b2842', '日本', 'iso-2022-jp', 'Kanji between escapes'],
  ['euc-jp', 'c6fccbdc', '日本', 'euc-jp', 'Kanji'],
  ['euc-kr', 'c7d1b1db', '한글', 'euc-kr', 'Hangul'],
  ['binary', '4869', null, 'binary', 'octets are no text'],
  ['gsm7', '', '', 'gsm7', 'nothing'],
])('%s %s reads %j as %s: %s', (declared, hex, text, charset) => {
  expect(readText(declared, Buffer.from(hex, 'hex'))).toEqual({ text, charset });
});

it('every data_coding reads any octets, and the text is well-formed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 300 }), (dataCoding, octets) => {
      const { text } = readText(charsetOf(dataCoding), Buffer.from(octets));
      expect(text === null || !/\p{Cs}/u.test(text)).toBe(true);
    }),
  );
});

it('texts survive the way of a handset', () => {
  const letters = fc.stringMatching(/^[A-Za-z0-9 @£€{}]{0,80}$/);
  fc.assert(
    fc.property(letters, fc.string({ unit: 'grapheme', maxLength: 40 }), (gsm, any) => {
      expect(readText('gsm7', encodeGsm7(gsm)).text).toBe(gsm);
      expect(readText('ucs2', encodeUcs2(`${any}.`)).text).toBe(`${any}.`.replace(/^\ufeff/, ''));
    }),
  );
});
