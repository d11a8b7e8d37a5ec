/**
 * The servers that all test files of one jest run share, seen from jest's own process, which owns them.
 *
 * They start when the first test asks, over a socket, so a run of pure tests pays nothing. They end with jest: in the
 * teardown, or, when jest is killed, by the kernel (servers/owned-process.ts).
 */
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { startMariadb } from '../../servers/mariadb';
import type { PrivateServer } from '../../servers/private-server';
import { startRedis } from '../../servers/redis';
import { scratchDirectory, sweepScratch } from './scratch';
import { ASK_SOCKET } from './test-servers';

const REDIS_DATABASES = 1024;

interface Owned {
  directory: string;
  asked: Server;
  started: Promise<PrivateServer[]> | null;
}

let owned: Owned | null = null;

export async function openTestServers(): Promise<void> {
  sweepScratch();
  const directory = scratchDirectory();
  const state: Owned = { directory, asked: createServer(), started: null };
  owned = state;
  state.asked.on('connection', async (connection) => {
    connection.on('error', () => {});
    state.started ??= start(directory);
    const answer = await state.started.then(
      ([redis, mariadb]) => ({ redisUrl: redis?.url, databaseUrl: mariadb?.url }),
      (error: Error) => ({ problem: error.message }),
    );
    connection.end(JSON.stringify(answer));
  });
  const socket = join(directory, 'ask');
  await new Promise<void>((resolve) => state.asked.listen(socket, resolve));
  state.asked.unref();
  process.env[ASK_SOCKET] = socket;
}

export async function closeTestServers(): Promise<void> {
  if (owned === null) return;
  owned.asked.close();
  const started = await owned.started?.catch(() => []);
  await Promise.all((started ?? []).map((server) => server.stop()));
  rmSync(owned.directory, { recursive: true, force: true });
}

function start(directory: string): Promise<PrivateServer[]> {
  return Promise.all([
    startRedis({ dir: join(directory, 'redis'), databases: REDIS_DATABASES }),
    startMariadb({ dir: join(directory, 'mariadb'), size: 'small' }),
  ]);
}
