import type { Queue } from 'bullmq';

/**
 * How many bind slots one process should hold, so that the processes share them evenly: the slots divided by the processes that
 * work on the queue. Infinite when that can't be told (a Redis without CLIENT LIST): then whoever comes first holds them.
 */
export async function fairShare(queue: Queue, slots: number): Promise<number> {
  try {
    const workers = await queue.getWorkersCount();
    return workers > 0 ? Math.ceil(slots / workers) : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
