import type { Pool } from 'mysql2/promise';
import { runCommand } from '../../cli/program';
import { findKey } from '../../db/api-keys';
import { type Database, openDatabase } from '../../db/connect';
import { migrate } from '../../db/migrate';
import { createTestDatabase, type TestDatabase } from '../servers/test-servers';

let store: TestDatabase;
let database: Database;
beforeAll(async () => {
  store = await createTestDatabase();
  await migrate(store.url);
  database = openDatabase(store.url);
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

async function run(line: string, pool: Pool = database.pool) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(line.split(' ').filter(Boolean), {
    print: (text) => out.push(text),
    complain: (text) => err.push(text),
    withPool: (work) => work(pool),
    withBinds: (work) => work(pool, []),
  });
  return { code, out, err };
}

describe('waybill keys create', () => {
  it.each<[line: string, mode: string, scopes: string[]]>([
    ['--account acme', 'live', ['send', 'read']],
    ['--account acme --scopes admin', 'live', ['admin']],
    ['--account acme --scopes read,send,admin', 'live', ['send', 'read', 'admin']],
    ['--account acme --test', 'test', ['send', 'read']],
  ])('%s prints the key alone', async (options, mode, scopes) => {
    const { code, out, err } = await run(`keys create ${options}`);
    expect([code, err]).toEqual([0, []]);
    expect(out).toEqual([expect.stringMatching(/^wk_(live|test)_[0-9a-f]{40}$/)]);
    const key = await findKey(database.pool, out[0]!);
    expect(key).toMatchObject({ account: 'acme', mode, revokedAt: null });
    expect([...key!.scopes]).toEqual(scopes);
  });

  it('makes the account once', async () => {
    await run('keys create --account twice');
    await run('keys create --account twice');
    expect(await database.knex('accounts').where({ name: 'twice' })).toHaveLength(1);
  });
});

describe('waybill keys list and revoke', () => {
  it('shows keys without giving them away, and revokes by id', async () => {
    const key = (await run('keys create --account lister')).out[0]!;
    const listed = (await run('keys list')).out.find((line) => line.includes('lister'))!;
    expect(listed).toMatch(/^key_[0-9A-Z]{26}\tlister\twk_live_[0-9a-f]{4}…\tlive\tsend,read\t\S+Z\tvalid$/);
    expect(listed).not.toContain(key);
    const id = listed.split('\t')[0]!;
    expect(await run(`keys revoke ${id}`)).toEqual({ code: 0, out: [`${id} revoked`], err: [] });
    const first = (await findKey(database.pool, key))?.revokedAt;
    expect(first).toBeInstanceOf(Date);
    expect(await run(`keys revoke ${id}`)).toEqual({ code: 0, out: [`${id} was revoked`], err: [] });
    expect((await findKey(database.pool, key))?.revokedAt).toEqual(first);
    expect((await run('keys list')).out.find((line) => line.startsWith(id))).toMatch(/revoked \S+Z$/);
  });

  it.each(['key_01JD2Y7K4Q9V6M3T5R8W0XBZCE', 'acme', 'msg_01JD2Y7K4Q9V6M3T5R8W0XBZCE'])(
    'knows no key %s',
    async (id) => {
      const { code, err } = await run(`keys revoke ${id}`);
      expect([code, err]).toEqual([1, [expect.stringContaining('waybill keys list')]]);
    },
  );
});

describe('a command line that is wrong', () => {
  it.each([
    ['', 'a command is missing'],
    ['keys', 'a command is missing'],
    ['kyes', 'unknown command'],
    ['keys create', '--account'],
    ['keys create --account acme --scopes send,write', 'Scopes are send, read, admin'],
    ['keys create --account acme --colour red', '--colour'],
    ['keys revoke', 'id'],
  ])('"%s" is 64 and one line on stderr', async (line, said) => {
    const before = await database.knex('api_keys');
    const { code, out, err } = await run(line);
    expect([code, out]).toEqual([64, []]);
    expect(err).toEqual([expect.stringMatching(/^waybill: [^\n]+; see waybill --help$/)]);
    expect(err[0]).toContain(said);
    expect(await database.knex('api_keys')).toEqual(before);
  });

  it.each(['--help', 'keys --help', 'keys create --help'])('%s helps, with examples', async (line) => {
    const { code, out, err } = await run(line);
    expect([code, err]).toEqual([0, []]);
    expect(out.join('\n')).toContain('Usage: waybill');
    if (line !== 'keys --help') expect(out.join('\n')).toContain('$ waybill keys create --account acme');
  });
});

it('says what to do when the database is away or has no tables', async () => {
  const empty = await createTestDatabase();
  const bare = openDatabase(empty.url);
  expect(await run('keys list', bare.pool)).toMatchObject({ code: 69, err: [expect.stringContaining('npm start')] });
  await bare.close();
  await empty.drop();
  const away = openDatabase('mysql://nobody@localhost/none?socketPath=/nowhere/socket');
  expect(await run('keys list', away.pool)).toMatchObject({ code: 69, err: [expect.stringContaining('DATABASE_URL')] });
  await away.close();
});
