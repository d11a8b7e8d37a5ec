import fc from 'fast-check';
import { parseDuration, printDuration } from '../../message/duration';

it.each([
  ['500ms', 500],
  ['10s', 10_000],
  ['5m', 300_000],
  ['24h', 86_400_000],
  ['1d', 86_400_000],
  ['0s', 0],
  ['007s', 7000],
  ['365d', 31_536_000_000],
])('reads %s', (text, ms) => {
  expect(parseDuration(text)).toEqual({ ok: true, ms });
});

it.each([
  '',
  '10',
  's',
  '-1s',
  '1.5h',
  '1 h',
  '10S',
  '1w',
  '5m ',
  '1h30m',
  10,
  null,
  undefined,
  {},
  10n,
  '9'.repeat(99),
])('does not read %p, and says what would do', (text) => {
  expect(parseDuration(text)).toEqual({ ok: false, detail: expect.stringMatching(/ms, s, m, h or d/) });
});

it('refuses more than a year', () => {
  expect(parseDuration('366d')).toEqual({ ok: false, detail: expect.stringContaining('365d') });
});

it.each([
  [0, '0s'],
  [1500, '1500ms'],
  [90_000, '90s'],
  [3_600_000, '1h'],
  [172_800_000, '2d'],
])('writes %i ms as %s', (ms, text) => {
  expect(printDuration(ms)).toBe(text);
});

it('reads what it writes', () => {
  fc.assert(
    fc.property(fc.nat({ max: 31_536_000_000 }), (ms) =>
      expect(parseDuration(printDuration(ms))).toEqual({ ok: true, ms }),
    ),
  );
});
