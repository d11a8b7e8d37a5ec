import type { Pool, RowDataPacket } from 'mysql2/promise';
import { migrationSource } from './migrations/all';

/** Names of the migrations that the database has yet to run; empty when its schema is ours. Throws when it can't be reached. */
export async function pendingMigrations(pool: Pool): Promise<string[]> {
  const [tables] = await pool.query<RowDataPacket[]>("SHOW TABLES LIKE 'knex_migrations'");
  const [done] = tables.length === 1 ? await pool.query<RowDataPacket[]>('SELECT name FROM knex_migrations') : [[]];
  const names = new Set(done.map((row) => row.name));
  const wanted = await migrationSource.getMigrations([]);
  return wanted.map((migration) => migrationSource.getMigrationName(migration)).filter((name) => !names.has(name));
}
