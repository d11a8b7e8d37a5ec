/** Process `web`: the HTTP interface and Bull Board, put together. */
import type { Logger } from 'pino';
import type { Network } from '../carrier/next-carrier';
import { findRoute } from '../carrier/routing';
import { openDatabase } from '../db/connect';
import { openBindsQueue } from '../queues/binds';
import { connectForAdding } from '../queues/redis';
import { SubmitQueues } from '../queues/submit';
import { openTimerQueue } from '../queues/timer';
import { createApp } from './app';
import { createIntake } from './intake';
import { JobFeed } from './job-feed';
import { missedJobs } from './missed-jobs';
import { parcelSizes } from './parcel-size';
import { databaseCheck, redisCheck } from './readiness';
import { listen } from './server';

/** What the web process needs to know. Times are milliseconds, sizes octets. */
export interface WebConfig extends Network {
  readonly log: Logger;
  readonly settings: {
    readonly databaseUrl: string;
    readonly dbConnections: number;
    readonly redisUrl: string;
    readonly host: string;
    readonly port: number;
    readonly bodyLimit: number;
    readonly batchLimit: number;
    readonly orphanReview: number;
    readonly parcelReview: number;
    readonly shutdownGrace: number;
    readonly bullBoardReadOnly: boolean;
  };
}

/** Starts listening. Closing takes no new request, finishes those under way, and adds the jobs that are still to be added. */
export async function startWeb({ settings, carriers, routes, log }: WebConfig): Promise<{ close(): Promise<void> }> {
  const database = openDatabase(settings.databaseUrl, { connections: settings.dbConnections });
  const redis = connectForAdding(settings.redisUrl);
  const submitQueues = new SubmitQueues(redis);
  const bindsQueue = openBindsQueue(redis);
  const ownQueues = [bindsQueue, openTimerQueue(redis)];
  const queues = [...[...carriers.keys()].map((name) => submitQueues.of(name)), ...ownQueues];

  const shard = process.pid % 64;
  const { parcelReview } = settings;
  const feed = new JobFeed(submitQueues, missedJobs(log));
  const app = createApp({
    pool: database.pool,
    intake: createIntake(database.pool, feed, { shard, parcelReview, parcelSize: parcelSizes(carriers) }),
    routing: { carriers, findRoute: (query) => findRoute(routes, query) },
    ledger: { shard, parcelReview, orphanReview: settings.orphanReview },
    limits: { body: settings.bodyLimit, rows: settings.batchLimit },
    checks: { database: databaseCheck(database.pool), redis: redisCheck(redis) },
    binds: async () => (await bindsQueue.getJobs()).map((job) => job.data),
    board: { queues, readOnly: settings.bullBoardReadOnly },
    logger: log,
  });
  const listening = await listen(app, settings.port, settings.host);
  log.info({ port: listening.port }, 'listening');

  return {
    async close() {
      await listening.close(settings.shutdownGrace);
      await feed.drained();
      await Promise.all([submitQueues.close(), ...ownQueues.map((queue) => queue.close())]);
      redis.disconnect();
      await database.close();
    },
  };
}
