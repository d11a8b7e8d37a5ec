import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import { redisOptions } from '../../queues/redis-url';
import { startMariadb } from '../../servers/mariadb';
import type { PrivateServer } from '../../servers/private-server';
import { identify, isAlive } from '../../servers/process-identity';
import { startRedis } from '../../servers/redis';
import { scratchDirectory } from './scratch';

let scratch: string;
const started: PrivateServer[] = [];
beforeEach(() => {
  scratch = scratchDirectory();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
  rmSync(scratch, { recursive: true, force: true });
});

async function redisDo<T>(server: PrivateServer, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(redisOptions(server.url));
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function sql(server: PrivateServer, statement: string): Promise<unknown> {
  const connection = await createConnection(server.url);
  const [rows] = await connection.query(statement);
  await connection.end();
  return rows;
}

/** The same story for both servers: how to start, to write one thing, and to read it back. */
const SERVERS = [
  {
    name: 'Redis',
    start: (dir: string, waitSeconds = 20) => startRedis({ dir, waitSeconds }),
    write: async (server: PrivateServer) => void (await redisDo(server, (redis) => redis.set('parcel', 'kept'))),
    read: (server: PrivateServer): Promise<unknown> => redisDo(server, (redis) => redis.get('parcel')),
    kept: 'kept',
  },
  {
    name: 'MariaDB',
    start: (dir: string, waitSeconds = 20) => startMariadb({ dir, size: 'small', waitSeconds }),
    write: async (server: PrivateServer) => void (await sql(server, 'CREATE TABLE kept AS SELECT 7 AS parcel')),
    read: (server: PrivateServer) => sql(server, 'SELECT parcel FROM kept'),
    kept: [{ parcel: 7 }],
  },
];

describe.each(SERVERS)('a private $name', ({ start, write, read, kept }) => {
  const begin = async (dir: string) => {
    const server = await start(dir);
    started.push(server);
    return server;
  };

  it('finds its data again after a stop', async () => {
    const first = await begin(scratch);
    await write(first);
    await first.stop();
    const second = await begin(scratch);
    expect(second.pid).not.toBe(first.pid);
    expect(await read(second)).toEqual(kept);
  });

  it('finds its data again after a kill -9, on the same URL', async () => {
    const server = await begin(scratch);
    await write(server);
    const before = { pid: server.pid, url: server.url };
    await server.kill();
    expect(await server.ended()).toBe('SIGKILL');
    expect(identify(before.pid)).toBeNull();
    await server.restart();
    expect(server.url).toBe(before.url);
    expect(server.pid).not.toBe(before.pid);
    expect(await read(server)).toEqual(kept);
  });

  it('is gone after stop, even when it was frozen', async () => {
    const server = await begin(scratch);
    const identity = identify(server.pid);
    await server.kill('SIGSTOP');
    await server.stop();
    expect(identity !== null && isAlive(identity)).toBe(false);
  });

  it('refuses to start on data that another one holds, and leaves that one alone', async () => {
    const first = await begin(scratch);
    await write(first);
    await expect(start(scratch, 0)).rejects.toThrow(`in use by another ${first.name} (process ${first.pid})`);
    expect(await read(first)).toEqual(kept);
  });

  it('waits for a predecessor that is about to end', async () => {
    const first = await begin(scratch);
    await write(first);
    const [second] = await Promise.all([begin(scratch), first.stop()]);
    expect(await read(second)).toEqual(kept);
  });

  it('serves from a folder too deep for a socket', async () => {
    const server = await begin(join(scratch, 'a-folder-with-a-long-name/'.repeat(5)));
    await write(server);
    expect(await read(server)).toEqual(kept);
    expect(dirname(server.socket)).not.toContain(scratch);
    await server.stop();
    expect(existsSync(dirname(server.socket))).toBe(false);
  });
});

it('a private Redis fsyncs every write and never evicts', async () => {
  const server = await startRedis({ dir: scratch });
  started.push(server);
  const settings = await redisDo(server, async (redis) => [
    ...((await redis.config('GET', 'append*')) as string[]),
    ...((await redis.config('GET', 'maxmemory-policy')) as string[]),
    ...((await redis.config('GET', 'port')) as string[]),
  ]);
  expect(settings.join(' ')).toMatch(/appendonly yes/);
  expect(settings.join(' ')).toMatch(/appendfsync always/);
  expect(settings.join(' ')).toMatch(/maxmemory-policy noeviction/);
  expect(settings.join(' ')).toMatch(/port 0/);
});

it('a private MariaDB commits durably, reads committed, keeps UTC and has no port', async () => {
  const server = await startMariadb({ dir: scratch, size: 'small' });
  started.push(server);
  const variables = await sql(
    server,
    `SELECT @@innodb_flush_log_at_trx_commit AS durable, @@tx_isolation AS isolation, @@time_zone AS zone,
      @@skip_networking AS closed, @@character_set_database AS charset`,
  );
  expect(variables).toEqual([
    { durable: 1, isolation: 'READ-COMMITTED', zone: '+00:00', closed: 1, charset: 'utf8mb4' },
  ]);
});

it('a bootstrap of MariaDB that was cut short is done again', async () => {
  const unfinished = join(scratch, 'data.new-999999999', 'mysql');
  mkdirSync(unfinished, { recursive: true });
  const server = await startMariadb({ dir: scratch, size: 'small' });
  started.push(server);
  expect(await sql(server, "SHOW DATABASES LIKE 'waybill'")).toHaveLength(1);
  expect(existsSync(dirname(unfinished))).toBe(false);
});
