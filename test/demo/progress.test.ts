import { plainPaint } from '../../demo/paint';
import { patienceWith, progressMeter, type Standing } from '../../demo/progress';
import { plainLine, screenLines } from '../../demo/progress-text';
import { type Status, statuses } from '../../message/status';

const none = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
const expected = { ...none, delivered: 90, unknown: 10 };

function batch(counts: Partial<Record<Status, number>>): Standing {
  const all = { ...none, ...counts };
  const final = 100 - all.queued - all.sent - all.accepted;
  return { total: 100, counts: all, final_count: final };
}

it('tells the rate of the last seconds, and the time left at that rate', () => {
  const progressOf = progressMeter(0, expected);
  progressOf(batch({ queued: 100 }), 0);
  progressOf(batch({ queued: 100 }), 7_000);
  expect(progressOf(batch({ queued: 40, delivered: 60 }), 10_000)).toMatchObject({ rate: 20, eta: 2, elapsed: 10_000 });
});

it('names no time while nothing moves, and none is left when all is final', () => {
  const progressOf = progressMeter(0, expected);
  expect(progressOf(batch({ queued: 100 }), 500)).toMatchObject({ rate: 0, eta: null });
  expect(progressOf(batch({ delivered: 90, unknown: 10 }), 9_000).eta).toBe(0);
});

it('says so when only the verdicts of the timer are left', () => {
  const progressOf = progressMeter(0, expected);
  expect(progressOf(batch({ accepted: 50, delivered: 50 }), 1_000).waiting).toBeNull();
  expect(progressOf(batch({ accepted: 10, delivered: 90 }), 2_000).waiting).toMatch(/^10 messages of which/);
});

it('stops waiting at once when all is as expected', () => {
  expect(patienceWith(batch({ delivered: 90, unknown: 10 }), expected)).toBe(0);
});

it('waits a little for late words when all is final but not as expected, and longer while messages are open', () => {
  const wrong = patienceWith(batch({ delivered: 80, unknown: 20 }), expected);
  const open = patienceWith(batch({ accepted: 10, delivered: 90 }), expected);
  expect(wrong).toBeGreaterThan(0);
  // Longer than the validity and grace of the demo's carrier.
  expect(open).toBeGreaterThan(14_000);
});

const halfway = progressMeter(0, expected)(batch({ queued: 9, accepted: 41, delivered: 50 }), 5_000);

it.each([80, 100])('shows a bar and all ten statuses in %i columns', (width) => {
  const lines = screenLines(halfway, plainPaint, width);
  expect(lines.filter((line) => line.length > width)).toEqual([]);
  expect(lines[0]).toMatch(/^ █+░+ {2}50\.0% {3}50 of 100 final {2}10\/s {2}ETA 5 s$/);
  expect(lines.slice(2).map((line) => line.trim().split(' ')[0]?.toLowerCase())).toEqual(statuses);
});

it('says it all in one line where there is no terminal', () => {
  expect(plainLine(halfway)).toBe(
    ' 5.0 s   50.0%   50 of 100 final  10/s  ETA 5 s  (queued 9, accepted 41, delivered 50)',
  );
});
