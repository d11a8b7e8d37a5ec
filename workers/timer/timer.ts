/**
 * Process `timer`: what must happen at a time, and what a crash left undone. Its tasks are job schedulers in the queue `timer`, so any
 * number of these processes share them; each task is safe to run twice.
 */
import { Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { Network } from '../../carrier/next-carrier';
import { byHalves } from '../../db/by-halves';
import type { Database } from '../../db/connect';
import { record } from '../../db/ledger';
import { isUnavailable } from '../../db/unavailable';
import { bindSlots, ensureBindJobs, openBindsQueue } from '../../queues/binds';
import { connectForAdding, connectForWorking, queueOptions } from '../../queues/redis';
import { SubmitQueues } from '../../queues/submit';
import { ensureTimerTasks, openTimerQueue, type TimerTask, timerQueueName, timerTasks } from '../../queues/timer';
import { handOverWaiting } from './carriers';
import { meetDeadlines } from './deadlines';
import { giveUpInbound } from './inbound';
import { reuniteOrphans } from './orphans';
import { reviewDueParcels } from './parcels';
import type { TimerDeps, TimerSettings } from './task';

const tasks: Readonly<Record<TimerTask, (deps: TimerDeps) => Promise<number>>> = {
  parcels: reviewDueParcels,
  deadlines: meetDeadlines,
  orphans: reuniteOrphans,
  carriers: handOverWaiting,
  inbound: giveUpInbound,
};

/** The timer's row of a batch's counters; submit processes use others. */
const shard = 0;

export async function startTimer(
  network: Network,
  database: Database,
  settings: TimerSettings,
  log: Logger,
): Promise<{ close(): Promise<void> }> {
  const adding = connectForAdding(settings.redisUrl);
  const working = connectForWorking(settings.redisUrl);
  const queues = new SubmitQueues(adding);
  const timerQueue = openTimerQueue(adding);
  const bindsQueue = openBindsQueue(adding);
  const ledger = { shard, orphanReview: settings.orphanReview, parcelReview: settings.parcelReview };
  const deps: TimerDeps = {
    database,
    network,
    queues,
    settings,
    bindJobs: async () => (await bindsQueue.getActive()).map((job) => job.data),
    async record(entries) {
      if (entries.length === 0) return;
      await byHalves(
        entries,
        async (group) => {
          const { parcels } = await record(database.pool, group, ledger);
          // A job that can't be added now is added by the parcels' review.
          if (parcels.length > 0) await queues.add(parcels).catch(() => {});
        },
        (_, error) => {
          if (isUnavailable(error)) throw error;
          log.error({ err: error }, 'the ledger refused a fact');
        },
      );
    },
  };

  const worker = new Worker(timerQueueName, async (job) => tasks[job.name as TimerTask](deps), {
    ...queueOptions(timerQueueName, working),
    concurrency: timerTasks.length,
    lockDuration: 30_000,
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  worker.on('error', (error) => log.debug({ err: error }, 'the timer queue had a problem'));
  worker.on('failed', (job, error) =>
    log.warn({ err: error, task: job?.name }, 'a timer task failed; its next run tries again'),
  );

  const slots = bindSlots(network.carriers.values());
  const schedule = () => ensureTimerTasks(timerQueue, settings.periods);
  const repair = async () => {
    await schedule();
    await ensureBindJobs(bindsQueue, slots, settings.bindLease);
  };
  const repeat = setInterval(() => void repair().catch(() => {}), settings.repair);
  // Not waited for: a process starts also while Redis is away.
  schedule().catch((error) => log.warn({ err: error }, 'Redis is away; trying again'));

  return {
    async close() {
      clearInterval(repeat);
      await worker.close();
      await Promise.all([queues.close(), timerQueue.close(), bindsQueue.close()]);
      adding.disconnect();
      working.disconnect();
    },
  };
}
