/** What a queued message takes in Redis while its carrier is down. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectForAdding, type Redis } from '../queues/redis';
import { SubmitQueues } from '../queues/submit';
import { usedMemory } from './redis-info';
import { sendSingles } from './singles';
import { CONNECTIONS, type Stack } from './stack';
import { handInBatches } from './whole';

export interface QueuedMemory {
  /** How the messages came. */
  readonly from: 'batches' | 'singles';
  readonly messages: number;
  readonly parcels: number;
  readonly connections: number;
  readonly bytesPerMessage: number;
}

const QUIET_MS = 1_000;
const POLL_MS = 100;

/** Queues them for the carrier that is down, where nobody will take them: the last thing to do with a stack. */
export async function measureMemory(stack: Stack, batched: number, single: number): Promise<QueuedMemory[]> {
  const connection = connectForAdding(stack.redisUrl);
  await new Promise((resolve) => connection.once('ready', resolve));
  try {
    const grow = (from: QueuedMemory['from'], messages: number, send: () => Promise<unknown>) =>
      growth(stack, connection, { from, messages, send });
    return [
      await grow('batches', batched, () => handInBatches(stack, batched, 'DOWN')),
      await grow('singles', single, () => sendSingles(stack, single, 'DOWN')),
    ];
  } finally {
    connection.disconnect();
  }
}

interface Load {
  readonly from: QueuedMemory['from'];
  readonly messages: number;
  readonly send: () => Promise<unknown>;
}

async function growth({ redisUrl }: Stack, connection: Redis, { from, messages, send }: Load): Promise<QueuedMemory> {
  const queues = new SubmitQueues(connection);
  const jobs = () => queues.of('down').getJobCountByTypes('waiting', 'prioritized', 'delayed');
  try {
    const [jobsBefore, bytesBefore] = [await settled(jobs), await usedMemory(redisUrl)];
    await send();
    const [parcels, bytes] = [(await settled(jobs)) - jobsBefore, (await usedMemory(redisUrl)) - bytesBefore];
    return { from, messages, parcels, connections: CONNECTIONS, bytesPerMessage: bytes / messages };
  } finally {
    await queues.close();
  }
}

/** The number, once it has stood still for a while: jobs are added after the answer. */
async function settled(count: () => Promise<number>): Promise<number> {
  let last = await count();
  let since = Date.now();
  while (Date.now() - since < QUIET_MS) {
    await sleep(POLL_MS);
    const now = await count();
    if (now !== last) [last, since] = [now, Date.now()];
  }
  return last;
}
