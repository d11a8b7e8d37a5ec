import fc from 'fast-check';
import { decodeUcs2, encodeUcs2 } from '../../message/ucs2';

it.each([
  ['A', '0041'],
  ['я€', '044f20ac'],
  ['😀', 'd83dde00'],
  ['', ''],
])('encodes %j', (text, hex) => {
  expect(encodeUcs2(text).toString('hex')).toBe(hex);
});

it('decodes what it encodes', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decodeUcs2(encodeUcs2(text)) === text));
});

it('drops an odd last octet and leaves its input alone', () => {
  const octets = Buffer.from('00410042ff', 'hex');
  expect(decodeUcs2(octets)).toBe('AB');
  expect(octets.toString('hex')).toBe('00410042ff');
});
