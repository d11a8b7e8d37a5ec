/** The `waybill` command at a terminal. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'mysql2/promise';
import { settings } from '../config/settings';
import { openDatabase } from '../db/connect';
import { migrate } from '../db/migrate';
import { openBindsQueue } from '../queues/binds';
import { connectForWorking } from '../queues/redis';
import { withPrivateServers } from '../servers/private-servers';
import { Exit } from './exit';
import { runCommand } from './program';

const { DATABASE_URL } = settings;

/** How long Redis may take to answer (ms). */
const patience = 5000;

async function late(milliseconds: number): Promise<never> {
  await sleep(milliseconds, undefined, { ref: false });
  throw new Exit(69, "Redis can't be reached: is it running, and REDIS_URL right?");
}

/** The database that this checkout should talk to, and the Redis beside it. */
async function withServers(work: (pool: Pool, redisUrl: string) => Promise<void>): Promise<void> {
  await withPrivateServers(async ({ databaseUrl, redisUrl }) => {
    const url = DATABASE_URL.type.safeParse(databaseUrl);
    if (!url.success) throw new Exit(78, `DATABASE_URL: expected ${DATABASE_URL.type.meta()?.expected}`);
    // This checkout's own database may never have been started before. Others are migrated by whoever runs them.
    if (!process.env.DATABASE_URL) await migrate(url.data);
    const database = openDatabase(url.data, { connections: 1 });
    try {
      await work(database.pool, redisUrl);
    } finally {
      await database.close();
    }
  });
}

runCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  withPool: (work) => withServers((pool) => work(pool)),
  withBinds: (work) =>
    withServers(async (pool, redisUrl) => {
      const redis = connectForWorking(redisUrl);
      const queue = openBindsQueue(redis);
      try {
        const jobs = await Promise.race([queue.getJobs(), late(patience)]);
        await work(
          pool,
          jobs.map((job) => job.data),
        );
      } finally {
        await queue.close();
        redis.disconnect();
      }
    }),
}).then((code) => {
  process.exitCode = code;
});
