/** A MariaDB and a Redis for the bench alone, with empty data, as `npm start` would start them. */
import { join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { migrate } from '../db/migrate';
import { startMariadb } from '../servers/mariadb';
import type { PrivateServer } from '../servers/private-server';
import { startRedis } from '../servers/redis';
import { withDatabase } from '../servers/urls';
import { emptyRedis, redisVersion } from './redis-info';

export interface OwnServers {
  readonly mariadb: PrivateServer;
  readonly redis: PrivateServer;
  /** `MariaDB 10.11.6`, `Redis 7.0.15`. */
  readonly versions: readonly string[];
  /** Does `work` with a database of that name, just migrated, and an empty Redis; both are dropped afterwards. */
  withFresh<Value>(name: string, work: (urls: FreshUrls) => Promise<Value>): Promise<Value>;
  stop(): Promise<void>;
}

export interface FreshUrls {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

export async function startOwnServers(folder: string): Promise<OwnServers> {
  const redis = await startRedis({ dir: join(folder, 'redis') });
  const mariadb = await startMariadb({ dir: join(folder, 'mariadb') }).catch(async (error: unknown) => {
    await redis.stop();
    throw error;
  });
  const stop = async () => {
    await Promise.all([mariadb.stop(), redis.stop()]);
  };
  return {
    mariadb,
    redis,
    versions: [`MariaDB ${await mariadbVersion(mariadb.url)}`, `Redis ${await redisVersion(redis.url)}`],
    async withFresh(name, work) {
      await emptyRedis(redis.url);
      await sql(mariadb.url, `CREATE DATABASE ${name}`);
      const databaseUrl = withDatabase(mariadb.url, name);
      try {
        await migrate(databaseUrl);
        return await work({ databaseUrl, redisUrl: redis.url });
      } finally {
        await sql(mariadb.url, `DROP DATABASE ${name}`);
      }
    },
    stop,
  };
}

async function sql(url: string, statement: string): Promise<RowDataPacket[]> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(statement);
    return rows;
  } finally {
    await connection.end();
  }
}

async function mariadbVersion(url: string): Promise<string> {
  const [row] = await sql(url, 'SELECT VERSION() AS version');
  return String(row?.version).replace(/-.*/, '');
}
