import fc from 'fast-check';
import { decodeGsm7, encodeGsm7, gsm7Length, septetsOf, unpackGsm7 } from '../../message/gsm7';

it.each([
  ['@£$¥', '00010203'],
  ['hello', '68656c6c6f'],
  ['_ΔΞÉ', '11101a1f'],
  ['¡ABCÄÖÑÜ§¿', '404142435b5c5d5e5f60'],
  ['äöñüà', '7b7c7d7e7f'],
  ['\r\n', '0d0a'],
  ['¤', '24'],
  ['€', '1b65'],
  ['^{}\\[~]|\f', '1b141b281b291b2f1b3c1b3d1b3e1b401b0a'],
])('encodes %j as 3GPP TS 23.038 has it', (text, hex) => {
  expect(encodeGsm7(text).toString('hex')).toBe(hex);
  expect(decodeGsm7(Buffer.from(hex, 'hex'))).toBe(text);
  expect(gsm7Length(text)).toBe(hex.length / 2);
});

it.each(['ç', '`', '’', 'é\u0301', 'я', '😀', '\u0100', '\0', '\x1b', '\t'])('does not have %j', (text) => {
  expect(gsm7Length(text)).toBe(-1);
  expect(() => encodeGsm7(text)).toThrow(RangeError);
});

it('has 127 characters of one septet and 10 of two', () => {
  const units = Array.from({ length: 0x10000 }, (_, unit) => septetsOf(unit));
  expect([1, 2].map((septets) => units.filter((unit) => unit === septets).length)).toEqual([127, 10]);
});

it('decodes what it encodes, for every text of its characters', () => {
  const characters = Array.from({ length: 0x10000 }, (_, unit) => unit).filter((unit) => septetsOf(unit) > 0);
  const text = fc.array(fc.constantFrom(...characters)).map((units) => String.fromCharCode(...units));
  fc.assert(fc.property(text, (value) => decodeGsm7(encodeGsm7(value)) === value));
});

it.each([
  ['1b', ' '],
  ['1b1b', ' '],
  ['1b41', 'A'],
  ['80', '\ufffd'],
  ['1bff', '\ufffd'],
])('decodes the irregular %s', (hex, text) => {
  expect(decodeGsm7(Buffer.from(hex, 'hex'))).toBe(text);
});

it('decodes any octets', () => {
  fc.assert(fc.property(fc.uint8Array(), (octets) => decodeGsm7(octets).length <= octets.length));
});

it.each([
  ['e8329bfd4697d9ec37', 'hellohello'],
  ['31d98c56b3dd00', '1234567'], // 7 septets; the filler is not an @
  ['', ''],
])('unpacks %s', (hex, text) => {
  expect(decodeGsm7(unpackGsm7(Buffer.from(hex, 'hex')))).toBe(text);
});
