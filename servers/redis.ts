import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { redisUrl } from '../queues/redis-url';
import { firstAnswer } from './first-answer';
import { type PrivateServer, startServer } from './private-server';
import { requireProgram } from './programs';
import { socketPath } from './socket-path';

export interface RedisSettings {
  /** Its folder: data, log, lock, and the socket where the path is short enough. */
  dir: string;
  /** How many numbered databases it has. */
  databases?: number;
  /** How long to wait for a predecessor that still holds the data, in seconds; 20 unless given. */
  waitSeconds?: number;
}

/** Starts a private Redis that writes every command to disk before it answers; no TCP port. */
export async function startRedis({ dir, databases = 16, waitSeconds }: RedisSettings): Promise<PrivateServer> {
  const command = requireProgram('redis-server', 'redis-server');
  const socket = socketPath(dir, 'redis.sock');
  const data = join(dir, 'data');
  const pidFile = join(dir, 'pid');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const options = {
    port: 0,
    unixsocket: socket,
    unixsocketperm: 700,
    dir: data,
    pidfile: pidFile,
    databases,
    appendonly: 'yes',
    appendfsync: 'always',
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  return await startServer({
    name: 'Redis',
    dir,
    socket,
    url: redisUrl(socket),
    command,
    args: Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]),
    pidFile,
    ...(waitSeconds !== undefined && { waitSeconds }),
    // While it reads its data it says -LOADING.
    answers: async (path) => (await firstAnswer(path, 'PING\r\n'))?.toString().startsWith('+PONG') ?? false,
  });
}
