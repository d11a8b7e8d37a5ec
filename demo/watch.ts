import { setTimeout as sleep } from 'node:timers/promises';
import { ApiRefused } from './api-client';
import { type Counts, type Progress, patienceWith, progressMeter, type Standing } from './progress';

const POLL_MS = 150;

/**
 * Follows the messages until their counts are what they have to be, or have not moved for too long to hope. The API may be
 * away for a while: it is asked again.
 * @param read asks the API
 * @param show gets every answer
 * @returns when the counts last changed, in milliseconds since the beginning
 */
export async function watch(
  read: () => Promise<Standing>,
  expected: Counts,
  show: (progress: Progress) => void,
  stop: AbortSignal,
): Promise<number> {
  const began = Date.now();
  const progressOf = progressMeter(began, expected);
  let current = await read();
  let changedAt = began;
  for (;;) {
    const now = Date.now();
    show(progressOf(current, now));
    if (now - changedAt >= patienceWith(current, expected)) return changedAt - began;
    await sleep(POLL_MS, undefined, { signal: stop });
    const answer = await tryTo(read, stop);
    if (answer === null) continue;
    if (JSON.stringify(answer.counts) !== JSON.stringify(current.counts)) changedAt = Date.now();
    current = answer;
  }
}

/** @returns null where the API is away, or says that it has a problem of its own */
async function tryTo(read: () => Promise<Standing>, stop: AbortSignal): Promise<Standing | null> {
  try {
    return await read();
  } catch (error) {
    const ours = error instanceof ApiRefused && error.status < 500;
    if (stop.aborted || ours) throw error;
    return null;
  }
}
