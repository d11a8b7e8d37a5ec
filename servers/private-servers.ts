/**
 * Private servers: a Redis and a MariaDB of our own beside the program, for machines where nobody provides them. Data,
 * sockets and logs are under `.waybill/`; nothing listens on TCP and no service of the system is touched. They end
 * with the process that started them, however it ends.
 */
import { join } from 'node:path';
import { type RunName, runDirectory } from './checkout';
import { startMariadb } from './mariadb';
import { DataInUse, type PrivateServer } from './private-server';
import { startRedis } from './redis';
import { findRunning } from './run-file';

/** A predecessor whose owner was killed has ended by then, and so has another short command. */
const PREDECESSOR_SECONDS = 20;

export interface ServerUrls {
  databaseUrl: string;
  redisUrl: string;
}

export interface Servers extends ServerUrls {
  /** Those that are ours; empty where both URLs were given. */
  started: PrivateServer[];
  stop(): Promise<void>;
}

/**
 * Takes DATABASE_URL and REDIS_URL where they are set and starts a private server for each that is not.
 * @param directory the run's folder
 * @param waitSeconds how long to wait for a predecessor that still holds the data
 * @throws DataInUse where it goes on holding them; Error where a server doesn't start
 */
export async function startPrivateServers(
  directory: string,
  env: NodeJS.ProcessEnv,
  waitSeconds = PREDECESSOR_SECONDS,
): Promise<Servers> {
  const started: PrivateServer[] = [];
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()));
  };
  const use = async (given: string | undefined, start: () => Promise<PrivateServer>): Promise<string> => {
    if (given) return given;
    const server = await start();
    started.push(server);
    return server.url;
  };
  try {
    // One after the other, always in this order: two starts on one folder then wait for each other, not crosswise.
    const redisUrl = await use(env.REDIS_URL, () => startRedis({ dir: join(directory, 'redis'), waitSeconds }));
    const databaseUrl = await use(env.DATABASE_URL, () =>
      startMariadb({ dir: join(directory, 'mariadb'), waitSeconds }),
    );
    return { databaseUrl, redisUrl, started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Does `work` with the servers that a command of this checkout should talk to: those of DATABASE_URL and REDIS_URL, else
 * those of what runs here, else private ones that live as long as `work`. Those may be fresh, without any table.
 */
export async function withPrivateServers<T>(
  work: (urls: ServerUrls) => Promise<T>,
  name: RunName = 'main',
): Promise<T> {
  const servers = await reachServers(runDirectory(name), Date.now() + PREDECESSOR_SECONDS * 1000);
  try {
    return await work({ databaseUrl: servers.databaseUrl, redisUrl: servers.redisUrl });
  } finally {
    await servers.stop();
  }
}

/** Looks and tries in turn: what holds the data may be a start that can be found in a moment. */
async function reachServers(directory: string, deadline: number): Promise<Servers> {
  const running = findRunning();
  const env = {
    DATABASE_URL: process.env.DATABASE_URL || running?.database_url,
    REDIS_URL: process.env.REDIS_URL || running?.redis_url,
  };
  try {
    return await startPrivateServers(directory, env, 1);
  } catch (error) {
    if (!(error instanceof DataInUse) || Date.now() > deadline) throw error;
    return await reachServers(directory, deadline);
  }
}
