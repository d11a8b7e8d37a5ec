import type { Queue } from 'bullmq';

/**
 * How many bind slots one process should hold, so that the processes share them evenly: the slots divided by the processes that
 * work on the queue. Infinite when that can't be told (a Redis without CLIENT LIST): then whoever comes first holds them.
 *
 * `database` is the queue's: a Redis server lists the clients of all its databases, and another installation has binds of its own.
 */
export async function fairShare(queue: Queue, slots: number, database: number): Promise<number> {
  try {
    const workers = (await queue.getWorkers()).filter(({ db }) => db === undefined || Number(db) === database).length;
    return workers > 0 ? Math.ceil(slots / workers) : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
