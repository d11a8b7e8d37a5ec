import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, WaitingError, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { queueOptions, type Redis } from '../../queues/redis';
import { type SubmitJob, submitQueueName } from '../../queues/submit';
import { type ParcelDeps, sendParcel } from './parcel';

/**
 * Parcels of a carrier with a pace that are worked on at once: one is sent while the next begins. More would share its rate, each be
 * slower for it, and an urgent parcel would wait longer for a place.
 */
const paced = 2;

export interface ParcelsOptions {
  /** Parcels worked on at once. */
  readonly concurrency: number;
  /** The lease on a parcel (ms): so long after its process died, another one goes on with it. */
  readonly lease: number;
  readonly log: Logger;
}

/**
 * Works on `submit-<carrier>` while this process holds a live bind of the carrier, and only then: with the carrier down, parcels
 * wait in the queue and burn no attempts.
 */
export class Parcels {
  private readonly worker: Worker<SubmitJob>;
  private taking = false;
  private started = false;

  constructor(
    private readonly deps: ParcelDeps,
    connection: Redis,
    { concurrency, lease, log }: ParcelsOptions,
  ) {
    const name = submitQueueName(deps.profile.name);
    this.worker = new Worker<SubmitJob>(name, (job, token) => this.run(job, token), {
      ...queueOptions(name, connection),
      autorun: false,
      concurrency: deps.profile.tps === 0 ? concurrency : Math.min(concurrency, paced),
      // A parcel that a crash left behind is harmless to run again, any number of times.
      lockDuration: lease,
      stalledInterval: lease / 2,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      metrics: { maxDataPoints: 60 * 24 },
    });
    this.worker.on('error', (error) => log.warn({ err: error, queue: name }, 'the queue had a problem'));
    this.worker.on('failed', (job, error) => log.warn({ err: error, parcel: job?.id }, 'a parcel is put back'));
  }

  /** To be called whenever a link of the carrier comes or goes. */
  adjust(): void {
    const live = this.deps.gate.live;
    if (live === this.taking) return;
    this.taking = live;
    if (!live) void this.worker.pause(true);
    else if (this.started) this.worker.resume();
    else {
      this.started = true;
      void this.worker.run();
    }
  }

  /** Takes no more parcels, and waits for those under way. */
  async close(): Promise<void> {
    await this.worker.close();
  }

  private async run(job: Job<SubmitJob>, token: string | undefined): Promise<{ sent: number }> {
    const sent = await sendParcel(job.data.parcel, job.opts.priority ?? 0, this.deps);
    if (sent !== null) return { sent };
    // No live link: the parcel goes back to the head of the queue, for another process or for later.
    await sleep(100);
    await job.moveToWait(token);
    throw new WaitingError();
  }
}
