/**
 * Queue `binds`, worked on by workers/submit. A bind slot `carrier/n` is one never-ending job: the process that works on it holds
 * the bind, and BullMQ's lock is the lease. So there are never more binds than the carrier agreed to, over any number of hosts.
 */
import type { Queue } from 'bullmq';
import { openQueue, type Redis } from './redis';

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
  /** Since when the carrier refuses everything on this bind. */
  readonly refusing_since?: string | null;
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
  return openQueue<BindJob>(bindsQueueName, connection);
}

/**
 * Adds the job of each slot that has none. Harmless to repeat: job ids are the slots' names. `delay` (ms) is for repairs: a Redis that
 * was emptied has forgotten who holds the slot, and the holder must have noticed before another one takes it.
 */
export async function ensureBindJobs(queue: Queue<BindJob>, slots: readonly BindSlot[], delay = 0): Promise<void> {
  await queue.addBulk(
    slots.map(({ carrier, slot }) => ({
      name: `${carrier}/${slot}`,
      data: { carrier, slot },
      opts: {
        jobId: `${carrier}/${slot}`,
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: 'fixed', delay: 500 },
        keepLogs: 200,
        delay,
      },
    })),
  );
}
