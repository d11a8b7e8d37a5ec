import { bindSlots, ensureBindJobs, openBindsQueue } from '../../queues/binds';
import { connectForAdding, type Redis } from '../../queues/redis';
import { createTestRedis } from '../servers/test-servers';

let redis: Redis;
let queue: ReturnType<typeof openBindsQueue>;

beforeAll(async () => {
  redis = connectForAdding((await createTestRedis()).url);
  queue = openBindsQueue(redis);
});

afterAll(async () => {
  await queue.close();
  redis.disconnect();
});

beforeEach(() => queue.obliterate({ force: true }));

const slots = bindSlots([
  { name: 'acme', binds: 2 },
  { name: 'backup', binds: 1 },
]);

it('every agreed bind is a slot, counted from 1', () => {
  expect(slots).toEqual([
    { carrier: 'acme', slot: 1 },
    { carrier: 'acme', slot: 2 },
    { carrier: 'backup', slot: 1 },
  ]);
  expect(bindSlots([])).toEqual([]);
});

it('each slot has one job, however often it is made sure of', async () => {
  await Promise.all([ensureBindJobs(queue, slots), ensureBindJobs(queue, slots)]);
  await ensureBindJobs(queue, slots);
  const jobs = await queue.getJobs();
  expect(jobs.map(({ id }) => id).sort()).toEqual(['acme/1', 'acme/2', 'backup/1']);
  expect(jobs.find(({ id }) => id === 'acme/2')).toMatchObject({ name: 'acme/2', data: { carrier: 'acme', slot: 2 } });
});

it('what a holder tells of its bind is not overwritten', async () => {
  await ensureBindJobs(queue, slots);
  await (await queue.getJob('acme/1'))?.updateData({ carrier: 'acme', slot: 1, state: 'bound', holder: 'here:1' });
  await ensureBindJobs(queue, slots);
  expect((await queue.getJob('acme/1'))?.data).toMatchObject({ state: 'bound', holder: 'here:1' });
});

it('a repair lets the former holder notice first', async () => {
  await ensureBindJobs(queue, slots, 60_000);
  expect(await queue.getJobCounts('wait', 'delayed')).toEqual({ wait: 0, delayed: 3 });
  await ensureBindJobs(queue, slots);
  expect(await queue.getJobCounts('wait', 'delayed')).toEqual({ wait: 0, delayed: 3 });
});
