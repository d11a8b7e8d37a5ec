import { progressOf } from '../../api/progress';

const start = new Date('2026-11-23T10:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

it.each([
  ['nothing final yet', 10, 0, 60, { percent: 0, eta: null }],
  ['half of it', 100, 50, 60, { percent: 50, eta: 60 }],
  ['all but one of very many', 1_000_000, 999_999, 100, { percent: 99.9, eta: 1 }],
  ['everything', 7, 7, 3, { percent: 100, eta: 0 }],
  ['a clock that went back', 2, 1, -5, { percent: 50, eta: 1 }],
])('with %s', (_what, total, final, seconds, expected) => {
  expect(progressOf(total, final, start, after(seconds))).toEqual(expected);
});
