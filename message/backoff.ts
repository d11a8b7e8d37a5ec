/** How long to wait before trying again. */

export interface Backoff {
  /** Wait after the first attempt, in milliseconds. */
  readonly first: number;
  /** Each further wait is this many times the one before. */
  readonly factor: number;
  /** No wait is longer, in milliseconds. */
  readonly cap: number;
  /** Share of the wait left to chance, 0 to 1: the wait is drawn evenly from (1 - jitter) × wait to wait. 1 is "full jitter". */
  readonly jitter: number;
}

/**
 * Milliseconds to wait after the given attempt (1 is the first), a whole number from 0 to `cap`.
 * `random` gives numbers from 0 up to 1: it spreads out those that failed together, so that they don't come back together.
 */
export function backoff(
  attempt: number,
  { first, factor, cap, jitter }: Backoff,
  random: () => number = Math.random,
): number {
  const steps = Math.max(0, attempt - 1);
  // factor ** steps may reach Infinity; min brings it back.
  const wait = first === 0 ? 0 : Math.min(cap, first * factor ** steps);
  return Math.round(wait * (1 - jitter * random()));
}
