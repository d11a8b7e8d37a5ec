import * as fc from 'fast-check';
import { grouped, seconds, shortened, shortId, wrapped } from '../../demo/typography';

it.each([
  [0, '0 ms'],
  [850.4, '850 ms'],
  [1_000, '1.0 s'],
  [14_360, '14.4 s'],
  [59_999, '1 min 0 s'],
  [65_000, '1 min 5 s'],
])('writes %p milliseconds as %s', (ms, text) => expect(seconds(ms)).toBe(text));

it('groups thousands', () => expect(grouped(1_234_567)).toBe('1,234,567'));

it('shortens an id to what tells it from its neighbours', () => {
  expect(shortId('msg_01M84JQFJDJ1BMHDE8EY2H814P')).toBe('msg_…2H814P');
});

it('cuts a long text with an ellipsis, and leaves a short one alone', () => {
  expect(shortened('the carrier took it', 12)).toBe('the carrier…');
  expect(shortened('the carrier', 12)).toBe('the carrier');
});

it('wraps between words without losing any', () => {
  const sentences = fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1 }).filter((word) => !word.includes(' ')));
  fc.assert(
    fc.property(sentences, fc.integer({ min: 1, max: 40 }), (words, width) => {
      const lines = wrapped(words.join(' '), width);
      expect(lines.every((line) => line.length <= width)).toBe(true);
      expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
    }),
  );
});
