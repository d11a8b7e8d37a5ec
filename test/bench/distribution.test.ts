import fc from 'fast-check';
import { medianBy, percentile } from '../../bench/distribution';

it.each([
  { values: [7], share: 0.99, is: 7 },
  { values: [3, 1, 2], share: 0.5, is: 2 },
  { values: [4, 3, 2, 1], share: 0.5, is: 2 },
  { values: [4, 3, 2, 1], share: 0, is: 1 },
  { values: [4, 3, 2, 1], share: 1, is: 4 },
  { values: Array.from({ length: 100 }, (_, index) => index + 1), share: 0.99, is: 99 },
  { values: [10, 9], share: 0.99, is: 10 },
])('the percentile $share of $values is $is', ({ values, share, is }) => {
  expect(percentile(values, share)).toBe(is);
});

it('a percentile was measured, and at least that share does not exceed it', () => {
  const measured = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(measured, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const found = percentile(values, share);
      expect(values).toContain(found);
      expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * values.length);
    }),
  );
});

it.each([
  { values: [], share: 0.5 },
  { values: [1], share: 1.5 },
  { values: [1], share: Number.NaN },
])('there is no percentile $share of $values', ({ values, share }) => {
  expect(() => percentile(values, share)).toThrow(RangeError);
});

it('the median run is one of the runs, of an even number the slower one of the middle', () => {
  const runs = [{ perSecond: 9 }, { perSecond: 1 }, { perSecond: 5 }, { perSecond: 4 }];
  expect(medianBy(runs, (run) => run.perSecond)).toBe(runs[3]);
  expect(medianBy(runs.slice(0, 3), (run) => run.perSecond)).toBe(runs[2]);
});
