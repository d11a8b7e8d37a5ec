import { openDatabase } from './connect';
import { migrationSource } from './migrations/all';

/** Brings the schema of the database at `url` up to date. Knex's lock table keeps two of them from running at once. */
export async function migrate(url: string): Promise<void> {
  const database = openDatabase(url);
  try {
    await database.knex.migrate.latest({ migrationSource });
  } finally {
    await database.close();
  }
}
