import fc from 'fast-check';
import {
  asciiList,
  change,
  insertRows,
  listTable,
  overwriting,
  selectRows,
  textList,
  toJson,
  type Value,
} from '../../db/rows';
import { inTransaction } from '../../db/transaction';
import { type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;

beforeAll(async () => {
  database = await sampleDatabase();
  await database.pool.query(`CREATE TABLE samples (
    id CHAR(4) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, name VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, words VARCHAR(100) CHARACTER SET utf8mb4,
    octets VARBINARY(50), at DATETIME(3), amount INT)`);
});

afterAll(() => database.drop());

beforeEach(() => database.pool.query('DELETE FROM samples'));

const columns = ['id', 'name', 'words', 'octets', 'at', 'amount'];

async function insert(rows: readonly (readonly Value[])[], tail?: string): Promise<void> {
  await inTransaction(database.pool, (tx) => insertRows(tx, 'samples', columns, rows, tail));
}

function update(types: Record<string, string>, rows: readonly (readonly Value[])[]): Promise<number> {
  const set = Object.keys(types).map((column) => `samples.${column} = list.${column}`);
  const from = `${listTable({ id: asciiList, ...types })} STRAIGHT_JOIN samples ON samples.id = list.id`;
  return inTransaction(database.pool, (tx) => change(tx, `UPDATE ${from} SET ${set.join(', ')}`, [toJson(rows)]));
}

const emoji = '😀 Zoë “ß” \\ \' " 漢字 %_ $x 🏴󠁧󠁢󠁥󠁮󠁧󠁿';
const time = new Date('2026-11-23T10:00:04.120Z');

it.each([0, 1, 99, 100, 101, 250])(
  '%i rows are written as they are, whatever form the statement takes',
  async (count) => {
    const rows = Array.from({ length: count }, (_, id) => [
      String(id).padStart(4, '0'),
      `n${id}`,
      emoji,
      Buffer.from([0, 255, 39, 92, id & 255]),
      time,
      7 - id,
    ]);
    await insert(rows);
    const read = await database.rows('SELECT * FROM samples ORDER BY id');
    expect(read.map((row) => columns.map((column) => row[column]))).toEqual(rows);
  },
);

it('any text comes back as it was, NUL and all, through an INSERT and a list alike', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((words) => !/\p{Cs}/u.test(words));
  await fc.assert(
    fc.asyncProperty(text, async (words) => {
      const tail = overwriting(['words']);
      await insert(
        [
          ['1', null, words, null, null, null],
          ['2', null, null, null, null, null],
        ],
        tail,
      );
      await update({ words: textList }, [['2', words]]);
      const read = await database.rows('SELECT words FROM samples ORDER BY id');
      expect(read.map((row) => row.words)).toEqual([words, words]);
    }),
    { numRuns: 200 },
  );
});

it('half a surrogate pair is refused by a list, and changes nothing', async () => {
  await insert([['1', null, 'before', null, null, null]]);
  await expect(update({ words: textList }, [['1', 'a\ud83d']])).rejects.toMatchObject({ errno: expect.any(Number) });
  expect(await database.rows('SELECT words FROM samples')).toEqual([{ words: 'before' }]);
});

it('a list writes times to the millisecond, numbers, text and NULL', async () => {
  await insert([
    ['1', 'a', 'x', null, null, 7],
    ['2', 'b', 'y', null, time, 8],
  ]);
  const changed = await update({ name: asciiList, words: textList, at: asciiList, amount: asciiList }, [
    ['1', 'after', emoji, time, -12],
    ['2', null, null, null, null],
  ]);
  const read = await database.rows('SELECT id, name, words, at, amount FROM samples ORDER BY id');
  expect(read).toEqual([
    { id: '1', name: 'after', words: emoji, at: time, amount: -12 },
    { id: '2', name: null, words: null, at: null, amount: null },
  ]);
  expect(changed).toBe(2);
});

it.each<[string, Record<string, string>, Value[]]>([
  ['ASCII that is too long', { name: asciiList }, ['1', 'x'.repeat(21)]],
  ['ASCII that is too long for the list itself', { name: asciiList }, ['1', 'x'.repeat(300)]],
  ['text that is too long', { words: textList }, ['1', 'é'.repeat(101)]],
  ['a number that is none', { amount: asciiList }, ['1', '12x']],
  ['a number that is too large', { amount: asciiList }, ['1', '99999999999']],
  ['a time that is none', { at: asciiList }, ['1', 'yesterday']],
])('%s is refused instead of being cut or changed', async (_, types, row) => {
  await insert([['1', 'before', 'before', null, null, 5]]);
  await expect(update(types, [row])).rejects.toMatchObject({ errno: expect.any(Number) });
  expect(await database.rows('SELECT name, words, at, amount FROM samples')).toEqual([
    { name: 'before', words: 'before', at: null, amount: 5 },
  ]);
});

it('a list finds messages by key, in its own order, and passes over what is not there', async () => {
  const { ids } = await database.queue(...new Array(50).fill({}));
  const wanted = [ids[40], 'missing', ids[3], ids[17]].map((id) => [id ?? null]);
  const from = `${listTable({ id: asciiList })} STRAIGHT_JOIN messages ON messages.id = list.id`;
  const found = await inTransaction(database.pool, (tx) =>
    selectRows(tx, `SELECT messages.id FROM ${from}`, [toJson(wanted)]),
  );
  expect(found.map(({ id }) => id)).toEqual([ids[40], ids[3], ids[17]]);
  const plan = await database.rows(`EXPLAIN SELECT messages.* FROM ${from}`, toJson(wanted));
  expect(plan.find(({ table }) => table === 'messages')).toMatchObject({ type: 'eq_ref', key: 'PRIMARY' });
});

it('a quote in a value ends no value', async () => {
  const nasty = `'); DROP TABLE samples; -- "]`;
  await insert([['1', 'a', nasty, null, null, null]]);
  await update({ words: textList }, [['1', `${nasty}\\`]]);
  expect(await database.rows('SELECT words FROM samples')).toEqual([{ words: `${nasty}\\` }]);
});
