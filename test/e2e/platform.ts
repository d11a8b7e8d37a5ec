/** The whole platform over real parts: web, submit and timer as processes of their own, on a Redis and a MariaDB of the test's. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RowDataPacket } from 'mysql2/promise';
import { ensureAccount } from '../../db/accounts';
import { createKey } from '../../db/api-keys';
import { type Database, openDatabase } from '../../db/connect';
import { migrate } from '../../db/migrate';
import { fromPublic } from '../../message/id';
import { scratchDirectory } from '../servers/scratch';
import { createTestDatabase, createTestRedis } from '../servers/test-servers';
import { builtProcesses } from './build';
import { type Child, startChild } from './child';
import { waitUntil } from './wait';

const scripts = { web: 'api/main.js', submit: 'workers/submit/main.js', timer: 'workers/timer/main.js' } as const;
export type ProcessName = keyof typeof scripts;

/** Short periods, so that what is left to the timer doesn't have to be waited for. */
const impatient = {
  PORT: '0',
  BIND_LOCK: '3s',
  SHUTDOWN_GRACE: '10s',
  TIMER_PARCELS: '250ms',
  TIMER_DEADLINES: '250ms',
  TIMER_ORPHANS: '250ms',
  TIMER_REPAIR: '500ms',
  PARCEL_REVIEW: '1s',
  ORPHAN_REVIEW: '250ms',
};

export interface PlatformOptions {
  /** As in the carriers file; host, system_id and password are filled in. */
  readonly carriers: Readonly<Record<string, { port: number } & Record<string, unknown>>>;
  readonly routes?: readonly object[];
  /** Where the test stops or empties servers itself; else its own databases on those that all tests share. */
  readonly servers?: { readonly databaseUrl: string; readonly redisUrl: string };
}

export interface Row {
  readonly id: string;
  readonly recipient: string;
  readonly status: string;
  readonly error: string | null;
  readonly attempts: number;
  readonly possibleDuplicate: boolean;
  readonly inDoubt: boolean;
  readonly final: boolean;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
  readonly body: any;
}

export interface Platform {
  readonly database: Database;
  readonly accountId: number;
  /** A key with every scope. */
  readonly key: string;
  /** Every process so far, in the order of their starts. */
  readonly children: readonly Child[];
  start(name: ProcessName, env?: NodeJS.ProcessEnv): Promise<Child>;
  /** Asks the web process that was started last. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Sends a batch over HTTP; gives its id once it is accepted. */
  send(messages: readonly object[]): Promise<string>;
  /** The messages of a batch, in the order in which they were sent. */
  messages(batchId: string): Promise<Row[]>;
  /** How many messages of a batch have each status; `final` counts those that won't change any more. */
  counts(batchId: string): Promise<Record<string, number>>;
  /** Waits until every message of the batch is final, and gives them. */
  settled(batchId: string): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Makes everything ready, and starts no process yet. */
export async function preparePlatform({ carriers, routes, servers }: PlatformOptions): Promise<Platform> {
  const built = await builtProcesses();
  const folder = scratchDirectory();
  const own = servers ? null : await createTestDatabase();
  const databaseUrl = servers?.databaseUrl ?? own?.url ?? '';
  const redisUrl = servers?.redisUrl ?? (await createTestRedis()).url;
  await migrate(databaseUrl);
  const database = openDatabase(databaseUrl);
  const accountId = await ensureAccount(database.pool, 'e2e');
  const { key } = await createKey(database.pool, { accountId, mode: 'live', scopes: ['send', 'read', 'admin'] });

  const carriersFile = join(folder, 'carriers.yaml');
  writeFileSync(carriersFile, JSON.stringify(toCarriersFile(carriers, routes)));
  const settings = { ...impatient, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, CARRIERS_FILE: carriersFile };
  const children: Child[] = [];
  let url = '';

  const platform: Platform = {
    database,
    accountId,
    key,
    children,
    async start(name, env = {}) {
      const child = startChild(name, join(built, scripts[name]), { PATH: process.env.PATH, ...settings, ...env });
      children.push(child);
      const line = await child.says(name === 'web' ? 'listening' : 'started');
      if (name === 'web') url = `http://127.0.0.1:${line.port}`;
      return child;
    },
    async call(method, path, body) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(url + path, { method, headers, ...sent });
      return { status: response.status, body: await response.json() };
    },
    async send(messages) {
      const { status, body } = await platform.call('POST', '/v1/batches', { defaults, messages });
      if (status !== 202) throw new Error(`the batch got ${status}: ${JSON.stringify(body)}`);
      return body.id;
    },
    messages: (batchId) => rowsOf(database, batchId),
    async counts(batchId) {
      const counts: Record<string, number> = { final: 0 };
      for (const { status, final } of await rowsOf(database, batchId)) {
        counts[status] = (counts[status] ?? 0) + 1;
        if (final) counts.final = (counts.final ?? 0) + 1;
      }
      return counts;
    },
    async settled(batchId) {
      const settled = async () => !(await hasOpen(database, batchId));
      const tell = async () =>
        `${JSON.stringify(await platform.counts(batchId))}\n${children.map(lastWords).join('\n')}`;
      await waitUntil('every message is final', settled, tell);
      return rowsOf(database, batchId);
    },
    async stop() {
      await Promise.all(children.map((child) => child.kill()));
      await database.close();
      await own?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return platform;
}

const defaults = { from: 'ACME', body: 'The train leaves at ten.' };

function toCarriersFile(carriers: PlatformOptions['carriers'], routes?: readonly object[]): object {
  // A system_id each: an SMSC hands receipts to any bind of the account.
  const login = (name: string) => ({ host: '127.0.0.1', system_id: name, password: 'secret' });
  return {
    carriers: Object.fromEntries(Object.entries(carriers).map(([name, own]) => [name, { ...login(name), ...own }])),
    routes: routes ?? [{ carriers: Object.keys(carriers) }],
  };
}

async function rowsOf({ pool }: Database, batchId: string): Promise<Row[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT id, recipient, status, error_code, attempts, possible_duplicate, in_doubt, final_at
       FROM messages WHERE batch_id = ? ORDER BY id`,
    [fromPublic('bat', batchId)],
  );
  return rows.map((row) => ({
    id: row.id,
    recipient: row.recipient,
    status: row.status,
    error: row.error_code,
    attempts: row.attempts,
    possibleDuplicate: row.possible_duplicate === 1,
    inDoubt: row.in_doubt === 1,
    final: row.final_at !== null,
  }));
}

async function hasOpen({ pool }: Database, batchId: string): Promise<boolean> {
  const [rows] = await pool.query<RowDataPacket[]>(
    'SELECT 1 FROM messages WHERE batch_id = ? AND final_at IS NULL LIMIT 1',
    [fromPublic('bat', batchId)],
  );
  return rows.length > 0;
}

function lastWords({ name, pid, end, log }: Child): string {
  const said = log.filter(({ level }) => level >= 40).slice(-5);
  return `${name} ${pid} (${end ?? 'running'}): ${JSON.stringify(said)}`;
}
