/** Whole lifecycles: batches over HTTP, until the API says that every message is Delivered. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type CpuMicros, startCpuMeter, startOthersMeter } from './cpu';
import { expectStatus, type HttpSender } from './http-sender';
import { inLanes } from './lanes';
import type { Stack } from './stack';
import type { Sender } from './traffic';

export interface WholeRun {
  /** From the first request to the last Delivered. */
  readonly perSecond: number;
  /** From the first request to the last 202. */
  readonly acceptedPerSecond: number;
  readonly cpu: CpuMicros;
  /** The share of the machine's CPU that went to processes other than Waybill's, 0 to 1: it is missing from the rate. */
  readonly others: number;
}

/** Messages of a batch, and requests in flight. */
const BATCH = 10_000;
const IN_FLIGHT = 4;

const POLL_MS = 50;
/** So long without a message more that is Delivered, and something is broken. */
const PATIENCE_MS = 60_000;

export async function measureWhole(stack: Stack, messages: number): Promise<WholeRun> {
  const meter = startCpuMeter(stack.pids);
  const others = startOthersMeter(stack.pids);
  const batches = stack.traffic.batches(messages, 'ACME', BATCH);
  const begun = performance.now();
  const ids = await sendBatches(stack.sender, batches);
  const accepted = performance.now() - begun;
  for (const id of ids) await untilDelivered(stack.sender, id);
  const whole = performance.now() - begun;
  return {
    perSecond: (messages / whole) * 1_000,
    acceptedPerSecond: (messages / accepted) * 1_000,
    cpu: meter(messages),
    others: others(),
  };
}

/** Messages of that sender, in batches. Gives the batches' ids when all are taken. */
export function handInBatches({ sender, traffic }: Stack, messages: number, from: Sender): Promise<string[]> {
  return sendBatches(sender, traffic.batches(messages, from, BATCH));
}

async function sendBatches(sender: HttpSender, batches: readonly { size: number; body: Buffer }[]): Promise<string[]> {
  const ids: string[] = [];
  await inLanes(batches, IN_FLIGHT, async ({ size, body }) => {
    const batch = expectStatus<BatchAnswer>(202, await sender.post('/v1/batches', body));
    if (batch.total !== size) throw new Error(`a batch of ${size} was taken as ${batch.total} messages`);
    ids.push(batch.id);
  });
  return ids;
}

interface BatchAnswer {
  readonly id: string;
  readonly total: number;
  readonly final_count: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Throws where a message ends otherwise, or none moves any more. */
async function untilDelivered(sender: HttpSender, id: string): Promise<void> {
  let last = -1;
  let moved = Date.now();
  for (;;) {
    const { total, counts, final_count } = expectStatus<BatchAnswer>(200, await sender.get(`/v1/batches/${id}`));
    const delivered = counts.delivered ?? 0;
    if (delivered === total) return;
    if (delivered !== last) [last, moved] = [delivered, Date.now()];
    if (final_count === total || Date.now() - moved > PATIENCE_MS) {
      throw new Error(`batch ${id} of ${total} does not become Delivered: ${JSON.stringify(counts)}`);
    }
    await sleep(POLL_MS);
  }
}
