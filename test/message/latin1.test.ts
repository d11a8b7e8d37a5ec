import { decodeLatin1, encodeLatin1, isLatin1 } from '../../message/latin1';

it('has the printable characters up to U+00FF and line ends, and nothing else', () => {
  const inside = Array.from({ length: 0x10000 }, (_, unit) => unit).filter((unit) =>
    isLatin1(String.fromCharCode(unit)),
  );
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  expect(inside).toEqual([0x0a, 0x0d, ...range(0x20, 0x7e), ...range(0xa0, 0xff)]);
});

it('encodes one octet a character, and back', () => {
  expect(encodeLatin1('Ça va?\n').toString('hex')).toBe('c7612076613f0a');
  expect(decodeLatin1(Buffer.from('c7612076613f0a', 'hex'))).toBe('Ça va?\n');
});

it.each(['€', '’', 'я', '😀', 'a\u0301', '\0', '\t', '\u0085'])('refuses %j', (text) => {
  expect(() => encodeLatin1(text)).toThrow(RangeError);
});
