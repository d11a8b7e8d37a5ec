import { openDatabase } from '../../db/connect';
import { migrate } from '../../db/migrate';
import { migrationSource } from '../../db/migrations/all';
import { pendingMigrations } from '../../db/schema-state';
import { createTestDatabase, type TestDatabase } from '../servers/test-servers';

let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase();
});

afterEach(() => test.drop());

type Row = Record<string, unknown>;

/** Every column, index and foreign key, as the server describes them. */
async function schemaOf(url: string): Promise<Row[][]> {
  const database = openDatabase(url, { connections: 1 });
  const described = [];
  try {
    for (const sql of [
      `SELECT table_name, column_name, ordinal_position, column_type, is_nullable, column_default, column_key, extra,
              character_set_name, collation_name
         FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position`,
      `SELECT table_name, index_name, non_unique, seq_in_index, column_name
         FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index`,
      `SELECT table_name, constraint_name, referenced_table_name, column_name
         FROM information_schema.key_column_usage WHERE table_schema = DATABASE() ORDER BY table_name, constraint_name, column_name`,
    ]) {
      described.push((await database.pool.query(sql))[0] as Row[]);
    }
  } finally {
    await database.close();
  }
  return described;
}

it('going up, down and up again gives the same schema, and down leaves nothing of ours', async () => {
  await migrate(test.url);
  const first = await schemaOf(test.url);
  const database = openDatabase(test.url);
  await database.knex.migrate.rollback({ migrationSource }, true);
  await database.close();
  const tables = new Set((await schemaOf(test.url))[0]?.map((row) => row.table_name ?? row.TABLE_NAME));
  await migrate(test.url);

  expect(first[0]?.length).toBeGreaterThan(60);
  expect([...tables].filter((name) => !String(name).startsWith('knex_'))).toEqual([]);
  expect(await schemaOf(test.url)).toEqual(first);
});

it('migrating what is up to date changes nothing', async () => {
  await migrate(test.url);
  const first = await schemaOf(test.url);
  await migrate(test.url);
  expect(await schemaOf(test.url)).toEqual(first);
});

it('two processes that migrate at the same time leave one schema', async () => {
  await Promise.all([migrate(test.url), migrate(test.url), migrate(test.url)]);
  const database = openDatabase(test.url);
  try {
    expect(await pendingMigrations(database.pool)).toEqual([]);
  } finally {
    await database.close();
  }
});

it('a process that was killed while it migrated locks nobody out', async () => {
  await migrate(test.url);
  const database = openDatabase(test.url);
  await database.knex('knex_migrations_lock').update({ is_locked: 1 });
  await database.close();
  await expect(migrate(test.url)).resolves.toBeUndefined();
});

it('an empty database has every migration before it, a migrated one none', async () => {
  const database = openDatabase(test.url);
  try {
    expect(await pendingMigrations(database.pool)).toEqual(
      (await migrationSource.getMigrations([])).map(({ name }) => name),
    );
    await migrate(test.url);
    expect(await pendingMigrations(database.pool)).toEqual([]);
  } finally {
    await database.close();
  }
});
