import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** What ran this long was well; its next failure counts as the first. */
const STABLE_AFTER_MS = 30_000;

/** @returns how long to wait before a restart, in milliseconds, after so many short lives in a row (from 1) */
export function restartDelay(failures: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
}

/**
 * Lives one life after another, with growing pauses between short ones, until told to stop.
 * @param life runs once and resolves when it is over: `again`, or `last`
 */
export async function keepLiving(life: () => Promise<'again' | 'last'>, stop: AbortSignal): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    const began = Date.now();
    if ((await life()) === 'last') return;
    failures = Date.now() - began > STABLE_AFTER_MS ? 1 : failures + 1;
    await sleep(restartDelay(failures), undefined, { signal: stop }).catch(() => {});
  }
}
