/** A `web` process's parts over a database of the test's own, listening on a free port. */
import { type Logger, pino } from 'pino';
import { type AppParts, createApp } from '../../api/app';
import { createIntake } from '../../api/intake';
import { JobFeed, type ParcelQueue } from '../../api/job-feed';
import { databaseCheck } from '../../api/readiness';
import { listen } from '../../api/server';
import { type CarrierProfile, carrierSchema } from '../../carrier/profile';
import { routeSchema } from '../../carrier/route';
import { compileRoutes, findRoute } from '../../carrier/routing';
import { ensureAccount } from '../../db/accounts';
import { createKey, type KeyMode, type Scope } from '../../db/api-keys';
import { type Database, openDatabase } from '../../db/connect';
import { migrate } from '../../db/migrate';
import type { Parcel } from '../../db/parcels';
import { createTestDatabase } from '../servers/test-servers';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
  readonly body: any;
}

export interface Web {
  readonly url: string;
  readonly database: Database;
  /** Every parcel whose job was added. */
  readonly added: Parcel[];
  readonly logs: string[];
  key(options?: { account?: string; scopes?: Scope[]; mode?: KeyMode }): Promise<string>;
  call(
    method: string,
    path: string,
    key: string | null,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  stop(): Promise<void>;
}

interface WebOptions {
  readonly databaseUrl?: string;
  readonly queue?: ParcelQueue;
  readonly parts?: Partial<AppParts>;
}

export const acme = carrier('acme', { tps: 100, price: { amount: '0.0450', currency: 'AUD' } });
const dear = carrier('dear', { price: { amount: '1', currency: 'EUR' }, max_segments: 3 });

/** +49 goes to another carrier, +44 to none. */
const routes = compileRoutes(
  [
    { match: { prefix: ['+61', '+1'] }, carriers: ['acme', 'dear'] },
    { match: { prefix: '+49' }, carriers: ['dear'] },
  ].map((route) => routeSchema.parse(route)),
);

function carrier(name: string, quirks: object): CarrierProfile {
  return {
    name,
    ...carrierSchema.parse({ host: '127.0.0.1', port: 2775, system_id: 'waybill', password: 'x', ...quirks }),
  };
}

export async function startWeb({ databaseUrl, queue, parts = {} }: WebOptions = {}): Promise<Web> {
  const own = databaseUrl === undefined ? await createTestDatabase() : null;
  const url = databaseUrl ?? own?.url ?? '';
  await migrate(url);
  const database = openDatabase(url);
  const added: Parcel[] = [];
  const logs: string[] = [];
  const logger: Logger = pino({ level: 'debug' }, { write: (line) => logs.push(line) });
  const feed = new JobFeed(queue ?? { add: async (parcels) => void added.push(...parcels) }, () => {});
  const carriers = new Map([acme, dear].map((profile) => [profile.name, profile]));
  const app = createApp({
    pool: database.pool,
    intake: createIntake(database.pool, feed, {
      shard: 1,
      parcelReview: 5000,
      parcelSize: (name) => (name === 'acme' ? 100 : 500),
    }),
    routing: { carriers, findRoute: (query) => findRoute(routes, query) },
    ledger: { shard: 1, orphanReview: 1000, parcelReview: 5000 },
    limits: { body: 2 * 1024 * 1024, rows: 10_000 },
    checks: { database: databaseCheck(database.pool) },
    binds: async () => [],
    board: { queues: [], readOnly: true },
    logger,
    ...parts,
  });
  const listening = await listen(app, 0, '127.0.0.1');
  const base = `http://127.0.0.1:${listening.port}`;
  return {
    url: base,
    database,
    added,
    logs,
    async key({ account = 'one', scopes = ['send', 'read'] as Scope[], mode = 'live' } = {}) {
      const accountId = await ensureAccount(database.pool, account);
      return (await createKey(database.pool, { accountId, scopes, mode })).key;
    },
    call: (method, path, key, body, headers) => call(base + path, method, key, body, headers),
    async stop() {
      await listening.close(5000);
      await feed.drained();
      await database.close();
      await own?.drop();
    },
  };
}

async function call(
  url: string,
  method: string,
  key: string | null,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

/** Rows by table: what a refused request must leave as it was. */
export async function tableSizes(web: Web): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const table of ['messages', 'batches', 'batch_rejections', 'batch_counts', 'parcels', 'message_events']) {
    sizes[table] = Number((await web.database.knex(table).count({ rows: '*' }))[0]?.rows);
  }
  return sizes;
}

export const alert = { to: '+61412345678', from: 'ACME', body: 'The code is 1234' };
