/**
 * The database: a mysql2 pool for everything hot, knex for migrations and for what is read by people.
 * MariaDB 10.11+ and MySQL 8; times are UTC DATETIME(3).
 */
import knexFactory, { type Knex } from 'knex';
import { createPool, type Pool } from 'mysql2/promise';

export interface Database {
  readonly pool: Pool;
  readonly knex: Knex;
  close(): Promise<void>;
}

const sessionSettings = [
  // Under the default isolation this workload deadlocks on gap locks.
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION time_zone = '+00:00', SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
];

/**
 * Opens the database at `url` (`mysql://user:password@host:port/name?socketPath=…`). Nothing is connected before it is used,
 * so a database that is down shows in the first query, not here.
 */
export function openDatabase(url: string, { connections = 10 } = {}): Database {
  const pool = createPool({
    uri: url,
    connectionLimit: connections,
    timezone: 'Z',
    charset: 'utf8mb4',
    supportBigNumbers: true,
    enableKeepAlive: true,
    connectTimeout: 5000,
  });
  // Queued ahead of everything else on each new connection; a connection that can't have them is not used.
  pool.pool.on('connection', (connection) => {
    for (const statement of sessionSettings) {
      connection.query(statement, (error) => {
        if (error) connection.destroy();
      });
    }
  });
  const knex = knexFactory({
    client: 'mysql2',
    connection: { uri: url, timezone: 'Z', charset: 'utf8mb4' },
    pool: { min: 0, max: 4 },
  });
  return {
    pool,
    knex,
    async close() {
      await Promise.all([pool.end(), knex.destroy()]);
    },
  };
}
