import type { RowDataPacket } from 'mysql2/promise';
import { inTransaction } from '../../db/transaction';
import { type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;

beforeAll(async () => {
  database = await sampleDatabase();
});

afterAll(() => database.drop());

beforeEach(async () => {
  await database.pool.query('CREATE OR REPLACE TABLE counters (name VARCHAR(10) PRIMARY KEY, value INT NOT NULL)');
  await database.pool.query("INSERT INTO counters VALUES ('a', 0), ('b', 0)");
});

const add = 'UPDATE counters SET value = value + 1 WHERE name = ?';

async function counters(): Promise<Record<string, number>> {
  return Object.fromEntries(
    (await database.rows('SELECT name, value FROM counters')).map(({ name, value }) => [name, value]),
  );
}

/** Settles for everybody once `count` have come. */
function meeting(count: number): () => Promise<void> {
  let arrived = 0;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    arrived += 1;
    if (arrived === count) open();
    return all;
  };
}

it('two transactions that lock each other out are both done in the end, each once', async () => {
  const met = meeting(2);
  let runs = 0;
  const both = (first: string, second: string) =>
    inTransaction(database.pool, async (tx) => {
      runs += 1;
      await tx.query(add, [first]);
      await met();
      await tx.query(add, [second]);
    });
  await Promise.all([both('a', 'b'), both('b', 'a')]);
  expect(await counters()).toEqual({ a: 2, b: 2 });
  expect(runs).toBe(3);
});

it('work that throws leaves nothing behind, is told why, and is not tried again', async () => {
  let runs = 0;
  const broken = inTransaction(database.pool, async (tx) => {
    runs += 1;
    await tx.query(add, ['a']);
    throw new RangeError('broken');
  });
  await expect(broken).rejects.toThrow('broken');
  expect([await counters(), runs]).toEqual([{ a: 0, b: 0 }, 1]);
});

it('a statement that the database refuses is not tried again', async () => {
  let runs = 0;
  const refused = inTransaction(database.pool, async (tx) => {
    runs += 1;
    await tx.query("INSERT INTO counters VALUES ('a', 1)");
  });
  await expect(refused).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
  expect(runs).toBe(1);
});

it('a connection that dies in the middle fails its transaction, and the pool goes on', async () => {
  const killed = inTransaction(database.pool, async (tx) => {
    await tx.query(add, ['a']);
    await database.pool.query('KILL CONNECTION ?', [tx.threadId]);
    await tx.query(add, ['b']);
  });
  await expect(killed).rejects.toMatchObject({ message: expect.any(String) });
  await inTransaction(database.pool, (tx) => tx.query(add, ['b']));
  expect(await counters()).toEqual({ a: 0, b: 1 });
});

it('transactions run READ COMMITTED, in UTC, and refuse what does not fit', async () => {
  const names = ['tx_isolation', 'transaction_isolation', 'time_zone', 'sql_mode'];
  const rows = await inTransaction(database.pool, async (tx) => {
    const [found] = await tx.query<RowDataPacket[]>('SHOW SESSION VARIABLES WHERE Variable_name IN (?)', [names]);
    return found;
  });
  const settings = Object.fromEntries(rows.map((row) => [row.Variable_name, row.Value]));
  expect(settings.tx_isolation ?? settings.transaction_isolation).toBe('READ-COMMITTED');
  expect(settings).toMatchObject({ time_zone: '+00:00', sql_mode: expect.stringContaining('STRICT_ALL_TABLES') });
});
