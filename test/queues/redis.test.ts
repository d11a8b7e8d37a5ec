import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { connectForAdding, connectForWorking, openQueue, queueOptions } from '../../queues/redis';
import { startRedis } from '../../servers/redis';
import { scratchDirectory } from '../servers/scratch';
import { createTestRedis } from '../servers/test-servers';

it("a queue's keys share a hash tag of their own, so that a cluster keeps them together", async () => {
  const { url } = await createTestRedis();
  const redis = connectForAdding(url);
  const queue = openQueue<{ n: number }>('sample', redis);
  await queue.add('job', { n: 1 }, { priority: 1 });
  await queue.add('job', { n: 2 }, { delay: 60_000 });
  const keys = await redis.keys('*');
  expect(keys.length).toBeGreaterThan(3);
  expect(keys.filter((key) => !key.startsWith('{sample}:'))).toEqual([]);
  expect(queueOptions('other', redis).prefix).toBe('{other}');
  await queue.close();
  redis.disconnect();
});

describe('while Redis is away', () => {
  it('what is to be added fails at once, and goes again when it is back; a worker waits instead', async () => {
    const directory = scratchDirectory();
    const dir = join(directory, 'redis');
    let server = await startRedis({ dir });
    const [adding, working] = [connectForAdding(server.url), connectForWorking(server.url)];
    const queue = openQueue<{ n: number }>('sample', adding);
    try {
      await queue.add('job', { n: 1 });
      await working.ping();
      await server.stop();
      await expect(queue.add('job', { n: 2 })).rejects.toThrow();
      await expect(queue.getJobCounts()).rejects.toThrow();
      const waiting = working.ping();
      server = await startRedis({ dir });
      expect(await waiting).toBe('PONG');
      while (adding.status !== 'ready') await new Promise((resolve) => setTimeout(resolve, 10));
      await queue.add('job', { n: 3 });
      // The server kept what it was told before, and nothing of what failed.
      expect((await queue.getJobs()).map(({ data }) => data.n).sort()).toEqual([1, 3]);
    } finally {
      await queue.close();
      adding.disconnect();
      working.disconnect();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
