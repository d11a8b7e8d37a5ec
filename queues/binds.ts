/**
 * Queue `binds`, worked on by workers/submit. A bind slot `carrier/n` is one never-ending job: the process that works on it holds
 * the bind, and BullMQ's lock is the lease. So there are never more binds than the carrier agreed to, over any number of hosts.
 */
import { Queue } from 'bullmq';
import { queueOptions, type Redis } from './redis';

export const bindsQueueName = 'binds';

/** What Bull Board shows of a bind. `at` fields are ISO times. */
export interface BindJob {
  readonly carrier: string;
  /** Counts from 1. */
  readonly slot: number;
  readonly holder?: string | null;
  readonly state?: string;
  readonly since?: string;
  readonly window?: number;
  readonly in_flight?: number;
  readonly rate?: number | null;
  readonly submitted?: number;
  readonly throttled?: number;
  readonly last_error?: string | null;
}

export interface BindSlot {
  readonly carrier: string;
  readonly slot: number;
}

/** All slots of these carriers. */
export function bindSlots(carriers: Iterable<{ readonly name: string; readonly binds: number }>): BindSlot[] {
  return [...carriers].flatMap(({ name, binds }) =>
    Array.from({ length: binds }, (_, index) => ({ carrier: name, slot: index + 1 })),
  );
}

export function openBindsQueue(connection: Redis): Queue<BindJob> {
  return new Queue<BindJob>(bindsQueueName, queueOptions(bindsQueueName, connection));
}

/** Adds the job of each slot that has none. Harmless to repeat: job ids are the slots' names. */
export async function ensureBindJobs(queue: Queue<BindJob>, slots: readonly BindSlot[]): Promise<void> {
  await queue.addBulk(
    slots.map(({ carrier, slot }) => ({
      name: `${carrier}/${slot}`,
      data: { carrier, slot },
      opts: {
        jobId: `${carrier}/${slot}`,
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: 'fixed', delay: 500 },
        keepLogs: 200,
      },
    })),
  );
}
