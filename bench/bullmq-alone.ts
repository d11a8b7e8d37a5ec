/** The ceiling of BullMQ alone: parcels added to a submit queue and worked off, by a worker that does nothing. */
import { Worker } from 'bullmq';
import { newUlid } from '../message/id';
import { connectForAdding, connectForWorking, queueOptions } from '../queues/redis';
import { type SubmitJob, SubmitQueues, submitQueueName } from '../queues/submit';

export interface ParcelRun {
  /** Messages of a parcel. */
  readonly size: number;
  /** Messages a second, added and worked off at the same time. */
  readonly perSecond: number;
}

const CARRIER = 'ceiling';
/** As the processes do it: parcels worked on at once, and messages whose parcels are added by one call. */
const CONCURRENCY = 4;
const MESSAGES_ADDED_AT_ONCE = 10_000;
const MOST_ADDED_AT_ONCE = 500;

/** Works off `jobs` parcels of `size` messages, on a Redis that nobody else uses. */
export async function measureParcels(redisUrl: string, size: number, jobs: number): Promise<ParcelRun> {
  const adding = connectForAdding(redisUrl);
  const working = connectForWorking(redisUrl);
  await new Promise((resolve) => adding.once('ready', resolve));
  const queues = new SubmitQueues(adding);
  let left = jobs;
  let allDone = (): void => {};
  const done = new Promise<void>((resolve) => {
    allDone = resolve;
  });
  const name = submitQueueName(CARRIER);
  const options = { ...queueOptions(name, working), concurrency: CONCURRENCY };
  const worker = new Worker<SubmitJob>(name, async () => ({ sent: size }), options);
  worker.on('completed', () => {
    left -= 1;
    if (left === 0) allDone();
  });
  await worker.waitUntilReady();
  try {
    const begun = performance.now();
    const group = Math.min(MOST_ADDED_AT_ONCE, Math.ceil(MESSAGES_ADDED_AT_ONCE / size));
    for (let added = 0; added < jobs; added += group) await queues.add(parcels(Math.min(group, jobs - added)));
    await done;
    return { size, perSecond: ((jobs * size) / (performance.now() - begun)) * 1_000 };
  } finally {
    await worker.close();
    await queues.of(CARRIER).obliterate({ force: true });
    await queues.close();
    adding.disconnect();
    working.disconnect();
  }
}

function parcels(count: number) {
  const dueAt = new Date();
  return Array.from({ length: count }, () => ({ id: newUlid(), carrier: CARRIER, priority: 2, dueAt }));
}
