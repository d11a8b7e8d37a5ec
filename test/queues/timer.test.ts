import { connectForAdding, type Redis } from '../../queues/redis';
import { ensureTimerTasks, openTimerQueue, timerTasks } from '../../queues/timer';
import { createTestRedis } from '../servers/test-servers';

let redis: Redis;
let queue: ReturnType<typeof openTimerQueue>;

beforeAll(async () => {
  redis = connectForAdding((await createTestRedis()).url);
  queue = openTimerQueue(redis);
  await queue.waitUntilReady();
});

afterAll(async () => {
  await queue.close();
  redis.disconnect();
});

beforeEach(() => redis.flushdb());

const every = (period: number) =>
  Object.fromEntries(timerTasks.map((task) => [task, period])) as Record<(typeof timerTasks)[number], number>;

async function schedulers(): Promise<Record<string, number | undefined>> {
  const found = await queue.getJobSchedulers();
  return Object.fromEntries(found.map(({ key, every: period }) => [key, Number(period)]));
}

it('every task has its scheduler, and one job that waits for its time', async () => {
  await ensureTimerTasks(queue, every(60_000));
  expect(await schedulers()).toEqual(every(60_000));
  const jobs = await queue.getJobs();
  expect(jobs.map(({ name }) => name).sort()).toEqual([...timerTasks].sort());
  expect(jobs.map(({ data }) => data)).toEqual(timerTasks.map(() => ({})));
});

it('setting them up again, by several processes, changes nothing; another period is taken over', async () => {
  await Promise.all([ensureTimerTasks(queue, every(60_000)), ensureTimerTasks(queue, every(60_000))]);
  await ensureTimerTasks(queue, every(60_000));
  expect(await queue.getJobs()).toHaveLength(timerTasks.length);
  await ensureTimerTasks(queue, every(30_000));
  expect(await schedulers()).toEqual(every(30_000));
  expect(await queue.getJobs()).toHaveLength(timerTasks.length);
});

it('an emptied Redis gets them back', async () => {
  await ensureTimerTasks(queue, every(60_000));
  await redis.flushdb();
  await ensureTimerTasks(queue, every(60_000));
  expect(Object.keys(await schedulers()).sort()).toEqual([...timerTasks].sort());
});
