import { handoverOf } from '../../demo/pace';
import { plainPaint } from '../../demo/paint';
import { paceLines, verdictLines } from '../../demo/report';
import type { Miss } from '../../demo/verdict';
import { message } from './message';

const URL = 'http://127.0.0.1:8080';
const lines = (misses: Miss[], unreached: 'read'[] = []) =>
  verdictLines({ sent: 2_000, misses, unreached }, URL, plainPaint);
const wrong = message({ status: 'unknown' });
const miss: Miss = { to: '+15005550000', expected: 'delivered', message: wrong, found: 1 };

it('says that all is well', () => {
  expect(lines([])).toEqual([
    ' ✔ All 2,000 messages ended in the status their number asks for.',
    ' ✔ All ten statuses were seen.',
  ]);
});

it('names each miss with what was expected, what is, and where to look', () => {
  expect(lines([miss])).toEqual([
    ' ✘ 1 of 2,000 messages did not end in the status their number asks for:',
    '   +15005550000  expected delivered, is unknown:',
    `     ${URL}/v1/messages/${wrong.id}`,
  ]);
});

it.each([
  [{ ...miss, message: null, found: 0 }, '   +15005550000  expected delivered, is not there at all'],
  [{ ...miss, found: 2 }, '   +15005550000  expected delivered, is there 2 times:'],
])('names one that is lost or doubled', (which, line) => expect(lines([which])[1]).toBe(line));

it('does not drown the reader in misses', () => {
  const all = lines(new Array<Miss>(500).fill(miss));
  expect(all.length).toBeLessThan(30);
  expect(all.at(-1)).toBe('   … and 490 more');
});

it('names a status that was not reached', () => {
  expect(lines([], ['read'])).toEqual([' ✘ No message came to: read.']);
});

it('tells how fast the carrier had nine tenths of what it took', () => {
  const began = Date.parse('2026-11-23T10:00:00Z');
  const messages = Array.from({ length: 10 }, (_, index) =>
    message({ accepted_at: new Date(began + 100 * (index + 1)) }),
  );
  expect(handoverOf(messages)).toEqual({ ms: 900, rate: 10 });
  expect(handoverOf([message({ accepted_at: null })])).toBeNull();
});

it('tells how long it took and how fast that was', () => {
  expect(paceLines(2_000, 16_000, { ms: 900, rate: 2_000 })).toEqual([
    " 16.0 s until the last status, the simulator's delays included: 125 messages/s.",
    ' Nine tenths were with the carrier after 900 ms: 2,000 messages/s.',
  ]);
});
