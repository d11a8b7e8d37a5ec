/** How far a batch is. */

export interface Progress {
  /** 0 to 100, one decimal. */
  readonly percent: number;
  /** Seconds until all is final, at the rate so far; null while nothing is final yet. */
  readonly eta: number | null;
}

export function progressOf(total: number, final: number, createdAt: Date, now: Date): Progress {
  if (total === 0 || final >= total) return { percent: 100, eta: 0 };
  const elapsed = Math.max(now.getTime() - createdAt.getTime(), 1) / 1000;
  const eta = final === 0 ? null : Math.ceil(((total - final) * elapsed) / final);
  // Rounded down: 100 means that every message is final.
  return { percent: Math.floor((final / total) * 1000) / 10, eta };
}
