/** Queue `timer`, worked on by workers/timer: periodic work as BullMQ job schedulers, so that any number of timer processes share it. */
import type { Queue } from 'bullmq';
import { openQueue, type Redis } from './redis';

export const timerQueueName = 'timer';

export const timerTasks = ['parcels', 'deadlines', 'orphans', 'carriers', 'inbound'] as const;
export type TimerTask = (typeof timerTasks)[number];

export type TimerPeriods = Readonly<Record<TimerTask, number>>;

export function openTimerQueue(connection: Redis): Queue {
  return openQueue(timerQueueName, connection);
}

/** Sets up the schedulers (periods in ms). Repeated now and then, since an emptied Redis forgets them. */
export async function ensureTimerTasks(queue: Queue, periods: TimerPeriods): Promise<void> {
  for (const task of timerTasks) {
    await queue.upsertJobScheduler(
      task,
      { every: periods[task] },
      { name: task, opts: { removeOnComplete: { count: 20 }, removeOnFail: { count: 100 } } },
    );
  }
}
