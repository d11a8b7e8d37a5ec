/** Says whether one more may pass now, and counts it if so. */
export type RateLimit = (now: number) => boolean;

/**
 * Lets at most `perSecond` pass in any second, wherever that second begins; 0 lets everything pass.
 * `now` is in milliseconds and never goes back.
 */
export function createRateLimit(perSecond: number): RateLimit {
  if (perSecond === 0) return () => true;
  const passedAt = new Float64Array(perSecond).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  return (now) => {
    if (now - passedAt[oldest]! < 1000) return false;
    passedAt[oldest] = now;
    oldest = (oldest + 1) % perSecond;
    return true;
  };
}
