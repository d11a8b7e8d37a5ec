/** Process `web`: reads the configuration, puts the parts together, listens; on SIGTERM finishes what is under way and ends. */
import pino from 'pino';
import { routeFor } from '../carrier/routing';
import { readCarriers } from '../config/carriers';
import { ConfigError } from '../config/config-error';
import { readSettings } from '../config/settings';
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

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const { carriers, routes } = readCarriers(settings.carriersFile, process.env);
  const logger = pino({ level: settings.logLevel, base: { process: 'web', pid: process.pid } });

  const database = openDatabase(settings.databaseUrl, { connections: settings.dbConnections });
  const redis = connectForAdding(settings.redisUrl);
  const submitQueues = new SubmitQueues(redis);
  const bindsQueue = openBindsQueue(redis);
  const ownQueues = [bindsQueue, openTimerQueue(redis)];
  const queues = [...[...carriers.keys()].map((name) => submitQueues.of(name)), ...ownQueues];
  // Redis being away is told by missedJobs and /readyz; unheard, each queue would print it at every try to reconnect.
  for (const queue of queues) queue.on('error', () => {});

  const shard = process.pid % 64;
  const feed = new JobFeed(submitQueues, missedJobs(logger));
  const app = createApp({
    pool: database.pool,
    intake: createIntake(database.pool, feed, { shard, parcelSize: parcelSizes(carriers) }),
    routing: { carriers, routeFor: (query) => routeFor(routes, query) },
    ledger: { shard, orphanReview: settings.orphanReview },
    limits: { body: settings.bodyLimit, rows: settings.batchLimit },
    checks: { database: databaseCheck(database.pool), redis: redisCheck(redis) },
    binds: async () => (await bindsQueue.getJobs()).map((job) => job.data),
    board: { queues, readOnly: settings.bullBoardReadOnly },
    logger,
  });
  const listening = await listen(app, settings.port, settings.host);
  logger.info({ port: listening.port }, 'listening');

  const stop = async () => {
    await listening.close(settings.shutdownGrace);
    await feed.drained();
    await Promise.all([submitQueues.close(), ...ownQueues.map((queue) => queue.close())]);
    redis.disconnect();
    await database.close();
  };
  const stopOnce = () => {
    for (const signal of signals) process.off(signal, stopOnce);
    logger.info('stopping');
    stop().catch((error: unknown) => fail(error));
  };
  const signals = ['SIGTERM', 'SIGINT'] as const;
  for (const signal of signals) process.on(signal, stopOnce);
}

function fail(error: unknown): void {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(error instanceof ConfigError ? 78 : 1); // 78: EX_CONFIG of sysexits
}

main().catch(fail);
