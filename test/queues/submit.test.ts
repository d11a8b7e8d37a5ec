import { randomUUID } from 'node:crypto';
import { type Job, Worker } from 'bullmq';
import { newUlid } from '../../message/id';
import { connectForAdding, connectForWorking, queueOptions, type Redis } from '../../queues/redis';
import { type SubmitJob, type SubmitParcel, SubmitQueues, submitQueueName } from '../../queues/submit';
import { createTestRedis } from '../servers/test-servers';

let url: string;
let redis: Redis;
let queues: SubmitQueues;
let carrier: string;

beforeAll(async () => {
  ({ url } = await createTestRedis());
  redis = connectForAdding(url);
  queues = new SubmitQueues(redis);
});

afterAll(async () => {
  await queues.close();
  redis.disconnect();
});

beforeEach(() => {
  carrier = `acme-${randomUUID().slice(0, 8)}`;
});

function parcel(patch: Partial<SubmitParcel> = {}): SubmitParcel {
  return { id: newUlid(), carrier, priority: 1, dueAt: new Date(), ...patch };
}

const counts = () => queues.of(carrier).getJobCounts('wait', 'prioritized', 'delayed', 'completed', 'failed', 'active');
const stateOf = ({ id }: SubmitParcel) => queues.of(carrier).getJobState(id);

/** Works on the carrier's queue until `count` jobs have ended; the parcels in the order they came. */
async function work(count: number, run: (job: Job<SubmitJob>) => Promise<void> = async () => {}): Promise<string[]> {
  const connection = connectForWorking(url);
  const came: string[] = [];
  const name = submitQueueName(carrier);
  const worker = new Worker<SubmitJob>(
    name,
    async (job) => {
      came.push(job.data.parcel);
      await run(job);
    },
    { ...queueOptions(name, connection), concurrency: 1, drainDelay: 1 },
  );
  let ended = 0;
  await new Promise<void>((resolve) => {
    const end = () => {
      ended += 1;
      if (ended === count) resolve();
    };
    worker.on('completed', end);
    worker.on('failed', end);
    worker.on('error', () => {});
  });
  await worker.close();
  connection.disconnect();
  return came;
}

it("a parcel's job carries its id, and nothing else", async () => {
  const one = parcel();
  await queues.add([one]);
  const job = await queues.of(carrier).getJob(one.id);
  expect([job?.id, job?.name, job?.data]).toEqual([one.id, 'submit', { parcel: one.id }]);
});

it('adding a job twice is harmless, whether it waits or is worked on', async () => {
  const one = parcel();
  await Promise.all([queues.add([one]), queues.add([one, one])]);
  await queues.add([one]);
  expect(await counts()).toMatchObject({ prioritized: 1 });
  const came = await work(1, () => queues.add([one]));
  expect(came).toEqual([one.id]);
  expect(await counts()).toMatchObject({ prioritized: 0, wait: 0, active: 0 });
});

it('urgent parcels are worked on before normal ones, and those before bulk', async () => {
  const [bulk, normal, urgent] = [parcel({ priority: 2 }), parcel({ priority: 1 }), parcel({ priority: 0 })];
  await queues.add([bulk, normal, urgent]);
  expect(await work(3)).toEqual([urgent.id, normal.id, bulk.id]);
});

it('a parcel that is due later waits for its time, and keeps its priority then', async () => {
  const now = Date.now();
  const [later, urgentLater] = [
    parcel({ priority: 2, dueAt: new Date(now + 400) }),
    parcel({ priority: 0, dueAt: new Date(now + 400) }),
  ];
  await queues.add([later, urgentLater, parcel({ dueAt: new Date(now + 3_600_000) })], now);
  expect(await counts()).toMatchObject({ delayed: 3, wait: 0, prioritized: 0 });
  expect((await work(2)).sort()).toEqual([later.id, urgentLater.id].sort());
  expect(await counts()).toMatchObject({ delayed: 1 });
});

it('a parcel whose time has passed is not delayed', async () => {
  const one = parcel({ dueAt: new Date(Date.now() - 1000) });
  await queues.add([one]);
  expect(await stateOf(one)).toBe('prioritized');
});

it('a job that fails is tried again: it is the messages that expire', async () => {
  const one = parcel();
  await queues.add([one]);
  await work(1, () => Promise.reject(new Error('MySQL is away')));
  expect(await stateOf(one)).toBe('delayed');
  expect((await queues.of(carrier).getJob(one.id))?.attemptsMade).toBe(1);
});

it('carriers have queues of their own', async () => {
  const [mine, other] = [parcel(), parcel({ carrier: `${carrier}-2` })];
  await queues.add([mine, other]);
  expect(await counts()).toMatchObject({ prioritized: 1 });
  expect(await queues.of(other.carrier).getJobState(other.id)).toBe('prioritized');
});

describe('making sure of a job', () => {
  it('adds it where it is missing', async () => {
    const one = parcel();
    await queues.ensure([one]);
    expect(await stateOf(one)).toBe('prioritized');
  });

  it('adds it again where it has ended, with or without success', async () => {
    const [done, failed] = [parcel(), parcel()];
    await queues.add([done, failed]);
    await work(2, async (job) => {
      if (job.id === failed.id) {
        job.opts.attempts = 1;
        throw new Error('failed for good');
      }
    });
    expect([await stateOf(done), await stateOf(failed)]).toEqual(['completed', 'failed']);
    await queues.ensure([done, failed]);
    expect([await stateOf(done), await stateOf(failed)]).toEqual(['prioritized', 'prioritized']);
    expect((await work(2)).sort()).toEqual([done.id, failed.id].sort());
  });

  it('leaves it alone where it waits, is delayed, or is worked on', async () => {
    const [waits, delayed] = [parcel(), parcel({ dueAt: new Date(Date.now() + 3_600_000) })];
    await queues.add([waits, delayed]);
    const before = await counts();
    await queues.ensure([waits, delayed]);
    expect(await counts()).toEqual(before);
    await work(1, async () => {
      await queues.ensure([waits]);
      expect(await stateOf(waits)).toBe('active');
    });
    expect(await counts()).toMatchObject({ completed: 1, failed: 0, prioritized: 0 });
  });

  it('brings all back that an emptied Redis has lost', async () => {
    const many = Array.from({ length: 20 }, () => parcel());
    await queues.add(many);
    await redis.flushdb();
    await queues.ensure(many);
    expect(await counts()).toMatchObject({ prioritized: 20 });
  });
});
