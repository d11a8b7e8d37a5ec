import type { RowDataPacket } from 'mysql2/promise';
import { openDatabase } from './connect';
import { migrationSource } from './migrations/all';

/** How long another process may take to migrate the same database (s). */
const patience = 300;

/**
 * Brings the schema of the database at `url` up to date; of several processes that do it at once, one does, and the others wait for it.
 *
 * The lock is the server's own: it ends with the connection that holds it. Knex's lock table stays locked for good when its process
 * is killed, so under our lock it is freed first.
 */
export async function migrate(url: string): Promise<void> {
  const database = openDatabase(url);
  const connection = await database.pool.getConnection();
  try {
    const lock = "CONCAT(DATABASE(), '.migrate')";
    const [rows] = await connection.query<RowDataPacket[]>(`SELECT GET_LOCK(${lock}, ?) AS taken`, [patience]);
    if (rows[0]?.taken !== 1) throw new Error(`another process has been migrating this database for ${patience} s`);
    await database.knex.migrate.forceFreeMigrationsLock({ migrationSource });
    await database.knex.migrate.latest({ migrationSource });
    await connection.query(`SELECT RELEASE_LOCK(${lock})`);
  } finally {
    connection.destroy();
    await database.close();
  }
}
