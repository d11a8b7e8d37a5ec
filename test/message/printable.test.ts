import fc from 'fast-check';
import { toPrintable, toPrintableAscii } from '../../message/printable';

it.each([
  ['a\0b\n', 'a\\x00b\\x0a', 'a\\x00b\\x0a'],
  ['é€', '\\xe9\\u20ac', 'é€'],
  ['😀', '\\ud83d\\ude00', '😀'],
  ['\ud83d', '\\ud83d', '\\ud83d'],
])('writes %j as evidence', (text, ascii, printable) => {
  expect(toPrintableAscii(text, 64)).toBe(ascii);
  expect(toPrintable(text, 64)).toBe(printable);
});

it('stays within its length and prints, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat({ max: 100 }), (text, max) => {
      expect(toPrintableAscii(text, max)).toMatch(/^[\x20-\x7e]*$/);
      expect(toPrintable(text, max)).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      expect(toPrintableAscii(text, max).length).toBeLessThanOrEqual(max);
      expect(toPrintable(text, max).length).toBeLessThanOrEqual(max);
    }),
  );
});

it('leaves a plain text alone', () => {
  expect(toPrintable('id:1 stat:DELIVRD', 512)).toBe('id:1 stat:DELIVRD');
});
