/**
 * What a test file that needs Redis or MariaDB asks for: its own database in each, on the servers that all files of
 * this jest run share. A test that stops, kills or empties a server starts its own with `startOwnServers()`.
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import { redisOptions, redisUrl } from '../../queues/redis-url';
import { startMariadb } from '../../servers/mariadb';
import type { PrivateServer } from '../../servers/private-server';
import { startRedis } from '../../servers/redis';
import { withDatabase } from '../../servers/urls';
import { scratchDirectory } from './scratch';

/** The environment variable with the socket where jest's own process answers. */
export const ASK_SOCKET = 'WAYBILL_TEST_SERVERS';

export interface TestDatabase {
  /** For DATABASE_URL: an empty database that no other test uses. */
  url: string;
  drop(): Promise<void>;
}

export interface TestRedis {
  /** For REDIS_URL: a numbered database that no other test uses. Never FLUSHALL here. */
  url: string;
  flush(): Promise<void>;
}

export interface OwnServers {
  redis: PrivateServer;
  mariadb: PrivateServer;
  /** Stops both and removes their data. */
  stop(): Promise<void>;
}

/** An empty database on the shared MariaDB. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { databaseUrl } = await sharedServers();
  const name = `waybill_test_${randomBytes(6).toString('hex')}`;
  await statement(databaseUrl, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return {
    url: withDatabase(databaseUrl, name),
    drop: () => statement(databaseUrl, `DROP DATABASE IF EXISTS ${name}`),
  };
}

/** An empty numbered database on the shared Redis; database 0 only counts them. */
export async function createTestRedis(): Promise<TestRedis> {
  const shared = await sharedServers();
  const number = await command(shared.redisUrl, (redis) => redis.incr('test-databases'));
  const url = redisUrl(redisOptions(shared.redisUrl).path ?? '', number);
  return { url, flush: () => command(url, (redis) => redis.flushdb()).then(() => {}) };
}

/** A Redis and a MariaDB of the test's own, to kill, stop, restart or empty. */
export async function startOwnServers(): Promise<OwnServers> {
  const directory = scratchDirectory();
  const [redis, mariadb] = await Promise.all([
    startRedis({ dir: join(directory, 'redis') }),
    startMariadb({ dir: join(directory, 'mariadb'), size: 'small' }),
  ]);
  return {
    redis,
    mariadb,
    async stop() {
      await Promise.all([redis.stop(), mariadb.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface SharedUrls {
  redisUrl: string;
  databaseUrl: string;
}

async function sharedServers(): Promise<SharedUrls> {
  const socket = process.env[ASK_SOCKET];
  if (socket === undefined) throw new Error("the shared servers belong to jest's globalSetup, which has not run");
  const answer: SharedUrls | { problem: string } = JSON.parse(await text(connect(socket)));
  if ('problem' in answer) throw new Error(answer.problem);
  return answer;
}

async function statement(url: string, sql: string): Promise<void> {
  const connection = await createConnection(url);
  await connection.query(sql);
  await connection.end();
}

async function command<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(redisOptions(url));
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
