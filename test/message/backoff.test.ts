import fc from 'fast-check';
import { type Backoff, backoff } from '../../message/backoff';

const policy: Backoff = { first: 1000, factor: 2, cap: 10_000, jitter: 0 };

it.each([
  [0, 1000],
  [1, 1000],
  [2, 2000],
  [4, 8000],
  [5, 10_000],
  [5000, 10_000],
])('after attempt %i waits %i ms', (attempt, wait) => {
  expect(backoff(attempt, policy)).toBe(wait);
});

it.each([
  [0.5, 0, 1000],
  [0.5, 0.5, 750],
  [1, 0.999999, 0],
  [1, 0, 1000],
])('with jitter %d and chance %d waits %i ms', (jitter, chance, wait) => {
  expect(backoff(1, { ...policy, jitter }, () => chance)).toBe(wait);
});

it('waits a whole number of milliseconds between its bounds, and never less for more attempts', () => {
  const policies = fc.record({
    first: fc.nat({ max: 100_000 }),
    factor: fc.double({ min: 1, max: 10, noNaN: true }),
    cap: fc.nat({ max: 10_000_000 }),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), policies, chance, (attempt, any, random) => {
      const wait = backoff(attempt, any, () => random);
      const most = backoff(attempt, { ...any, jitter: 0 });
      expect(Number.isInteger(wait)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(Math.floor(most * (1 - any.jitter)));
      expect(wait).toBeLessThanOrEqual(most);
      expect(most).toBeLessThanOrEqual(any.cap);
      expect(backoff(attempt + 1, any, () => random)).toBeGreaterThanOrEqual(wait);
    }),
  );
});
