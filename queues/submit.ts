/**
 * Queue `submit-<carrier>`, worked on by workers/submit while it holds a live bind of that carrier.
 * One job is one parcel; it carries the parcel's id and nothing else, so no number and no text is ever in Redis.
 */
import type { JobsOptions, Queue } from 'bullmq';
import { groupBy } from '../message/group-by';
import { openQueue, type Redis } from './redis';

/** What is needed to add a parcel's job. */
export interface SubmitParcel {
  readonly id: string;
  readonly carrier: string;
  /** 0 urgent, 1 normal, 2 bulk. */
  readonly priority: number;
  readonly dueAt: Date;
}

export interface SubmitJob {
  readonly parcel: string;
}

export function submitQueueName(carrier: string): string {
  return `submit-${carrier}`;
}

/** The submit queues of all carriers, opened as they are needed. */
export class SubmitQueues {
  private readonly queues = new Map<string, Queue<SubmitJob>>();

  constructor(private readonly connection: Redis) {}

  of(carrier: string): Queue<SubmitJob> {
    const name = submitQueueName(carrier);
    const queue = this.queues.get(name) ?? openQueue<SubmitJob>(name, this.connection);
    this.queues.set(name, queue);
    return queue;
  }

  /** Adds the jobs of these parcels. A job's id is its parcel's, so adding one again changes nothing. */
  async add(parcels: readonly SubmitParcel[], now = Date.now()): Promise<void> {
    await Promise.all(
      [...groupBy(parcels, ({ carrier }) => carrier)].map(([carrier, list]) =>
        this.of(carrier).addBulk(
          list.map((parcel) => ({ name: 'submit', data: { parcel: parcel.id }, opts: jobOptions(parcel, now) })),
        ),
      ),
    );
  }

  /** Makes sure that each of these open parcels has a job that will run: added if it is missing, started again if it ended. */
  async ensure(parcels: readonly SubmitParcel[]): Promise<void> {
    const states = await Promise.all(parcels.map(({ id, carrier }) => this.of(carrier).getJobState(id)));
    const ended = parcels.filter((_, index) => states[index] === 'completed' || states[index] === 'failed');
    await Promise.all(ended.map(({ id, carrier }) => this.of(carrier).remove(id)));
    await this.add([...ended, ...parcels.filter((_, index) => states[index] === 'unknown')]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }
}

function jobOptions(parcel: SubmitParcel, now: number): JobsOptions {
  const delay = parcel.dueAt.getTime() - now;
  return {
    jobId: parcel.id,
    // BullMQ takes jobs without a priority first: urgent parcels.
    ...(parcel.priority > 0 ? { priority: parcel.priority } : {}),
    ...(delay > 0 ? { delay } : {}),
    // A parcel is never given up by its job: it is the messages that expire. Failures come from MySQL or Redis being away.
    attempts: Number.MAX_SAFE_INTEGER,
    backoff: { type: 'fixed', delay: 1000 },
    removeOnComplete: { count: 100 },
  };
}
