/** What many measurements of one thing come to. */

/**
 * The value that `share` of the values (0 to 1) do not exceed, by nearest rank: always one that was measured.
 * @throws RangeError where there are none, or `share` is no share
 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('there is no percentile of nothing');
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share is from 0 to 1, not ${share}`);
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!; // an index below the length
}

/** Of several runs the one in the middle, so that all of its figures belong together; of an even number the slower one. */
export function medianBy<Run>(runs: readonly Run[], value: (run: Run) => number): Run {
  const middle = percentile(runs.map(value), 0.5);
  return runs.find((run) => value(run) === middle)!; // the percentile is one of the values
}
