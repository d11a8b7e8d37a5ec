import { setTimeout as sleep } from 'node:timers/promises';
import type { Status } from '../message/status';
import { type ApiClient, ApiRefused, type Batch } from './api-client';
import { type Progress, patienceWith, progressMeter } from './progress';

const POLL_MS = 150;

/**
 * Follows the batch until its counts are what they have to be, or have not moved for too long to hope. The API may be
 * away for a while: it is asked again.
 * @param show gets every answer
 * @returns when the counts last changed, in milliseconds since the batch was sent
 */
export async function watchBatch(
  api: Pick<ApiClient, 'batch'>,
  batch: Batch,
  expected: Readonly<Record<Status, number>>,
  show: (progress: Progress) => void,
  stop: AbortSignal,
): Promise<number> {
  const began = Date.now();
  const progressOf = progressMeter(began, expected);
  let current = batch;
  let changedAt = began;
  for (;;) {
    const now = Date.now();
    show(progressOf(current, now));
    if (now - changedAt >= patienceWith(current, expected)) return changedAt - began;
    await sleep(POLL_MS, undefined, { signal: stop });
    const answer = await tryToRead(api, batch.id, stop);
    if (answer === null) continue;
    if (JSON.stringify(answer.counts) !== JSON.stringify(current.counts)) changedAt = Date.now();
    current = answer;
  }
}

/** @returns null where the API is away, or says that it has a problem of its own */
async function tryToRead(api: Pick<ApiClient, 'batch'>, id: string, stop: AbortSignal): Promise<Batch | null> {
  try {
    return await api.batch(id);
  } catch (error) {
    const itsOwn = error instanceof ApiRefused && error.status < 500;
    if (stop.aborted || itsOwn) throw error;
    return null;
  }
}
