import { runCommand } from '../../cli/program';
import { pausedCarriers } from '../../db/carrier-states';
import { type Database, openDatabase } from '../../db/connect';
import { migrate } from '../../db/migrate';
import type { BindJob } from '../../queues/binds';
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

const bound: BindJob = {
  carrier: 'acme',
  slot: 1,
  holder: 'host:1',
  state: 'bound',
  since: '2026-11-23T10:00:00.123Z',
  window: 50,
  in_flight: 7,
  rate: 250,
  throttled: 2,
  last_error: null,
};
const lost: BindJob = {
  ...bound,
  slot: 2,
  state: 'waiting',
  in_flight: 0,
  rate: null,
  last_error: 'ConnectionRefused',
};

async function run(line: string, binds: readonly BindJob[] = [lost, bound]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(line.split(' '), {
    print: (text) => out.push(text),
    complain: (text) => err.push(text),
    withPool: (work) => work(database.pool),
    withBinds: (work) => work(database.pool, binds),
  });
  return { code, out, err };
}

it('lists each bind in a table', async () => {
  expect(await run('carriers')).toEqual({
    code: 0,
    err: [],
    out: [
      'BIND    STATE    SINCE                 IN FLIGHT  RATE       THROTTLED  LAST ERROR',
      'acme/1  bound    2026-11-23T10:00:00Z  7/50       250/s      2          -',
      'acme/2  waiting  2026-11-23T10:00:00Z  0/50       unlimited  2          ConnectionRefused',
    ],
  });
});

it('lists each bind as JSON', async () => {
  const { out } = await run('carriers list --json');
  expect(out.map((line) => JSON.parse(line))).toEqual([
    { ...bound, paused: false },
    { ...lost, paused: false },
  ]);
});

it('says so when nothing runs', async () => {
  expect((await run('carriers', [])).out).toEqual(['There are no binds: is Waybill running (npm start)?']);
});

it('pauses a carrier and lets it go on', async () => {
  expect(await run('carriers pause acme')).toEqual({ code: 0, out: ['acme paused'], err: [] });
  expect([...(await pausedCarriers(database.pool)).keys()]).toEqual(['acme']);
  expect((await run('carriers')).out[1]).toContain('bound (paused)');
  expect(await run('carriers resume acme')).toEqual({ code: 0, out: ['acme resumed'], err: [] });
  expect((await pausedCarriers(database.pool)).size).toBe(0);
});

it('pauses no carrier that there is not, and names those that there are', async () => {
  expect(await run('carriers pause amce')).toEqual({
    code: 1,
    out: [],
    err: ['waybill: there is no carrier amce; there is acme'],
  });
});
