/** A submit and a timer process in this one, over carriers that a test describes. */
import pino from 'pino';
import { type CarrierProfile, carrierSchema } from '../../carrier/profile';
import { type Route, routeSchema } from '../../carrier/route';
import { compileRoutes } from '../../carrier/routing';
import { ensureAccount } from '../../db/accounts';
import { type Database, openDatabase } from '../../db/connect';
import { handOver, type NewMessage } from '../../db/intake';
import { migrate } from '../../db/migrate';
import type { Carriage } from '../../message/fact';
import { newUlid } from '../../message/id';
import { connectForAdding } from '../../queues/redis';
import { SubmitQueues } from '../../queues/submit';
import { startSubmit } from '../../workers/submit/submit';
import { startTimer } from '../../workers/timer/timer';
import { createTestDatabase, createTestRedis } from '../servers/test-servers';

export interface TestNetwork {
  readonly database: Database;
  /** Hands a message to the first of these carriers; gives its id. */
  send(recipient: string, carrier: string, over?: Partial<NewMessage>): Promise<string>;
  row(id: string): Promise<{ status: string; carrier: string; error_code: string | null; [column: string]: unknown }>;
  events(id: string): Promise<{ kind: string; detail: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

/** Short waits, so that tests needn't be long. */
const quick = {
  host: '127.0.0.1',
  system_id: 'waybill',
  password: 'secret',
  response_timeout: '2s',
  retry: { attempts: 3, first: '100ms', cap: '200ms' },
  throttle_pause: '100ms',
  rebind: { first: '50ms', cap: '200ms' },
  failover_after: '1s',
};

export async function startNetwork(
  carriers: Readonly<Record<string, object>>,
  routes: readonly object[],
): Promise<TestNetwork> {
  const [sql, redis] = [await createTestDatabase(), await createTestRedis()];
  await migrate(sql.url);
  const database = openDatabase(sql.url);
  const profiles = new Map<string, CarrierProfile>(
    Object.entries(carriers).map(([name, own]) => [name, { ...carrierSchema.parse({ ...quick, ...own }), name }]),
  );
  const network = { carriers: profiles, routes: compileRoutes(routes.map((route): Route => routeSchema.parse(route))) };
  const log = pino({ level: 'silent' });
  const period = 100;
  const periods = Object.fromEntries(
    ['parcels', 'deadlines', 'orphans', 'carriers', 'inbound'].map((task) => [task, period]),
  ) as Parameters<typeof startTimer>[2]['periods'];
  const shared = { redisUrl: redis.url, bindLease: 2000, orphanReview: 100, parcelReview: 1000 };
  const submit = await startSubmit(
    network,
    database,
    { ...shared, lanes: 2, concurrency: 2, shutdownGrace: 1000 },
    log,
  );
  const timer = await startTimer(
    network,
    database,
    { ...shared, periods, repair: 300, parcelReview: 1000, inboundReassembly: 60_000 },
    log,
  );
  const adding = connectForAdding(redis.url);
  const queues = new SubmitQueues(adding);
  const accountId = await ensureAccount(database.pool, 'acme');

  return {
    database,
    async send(recipient, carrier, over = {}) {
      const message = { ...newMessage(accountId, recipient, carrier), ...over };
      const { parcels } = await handOver(
        database.pool,
        { messages: [message], batches: [] },
        { shard: 1, parcelReview: 5000, parcelSize: () => 500 },
      );
      await queues.add(parcels);
      return message.id;
    },
    async row(id) {
      return database.knex('messages').where({ id }).first();
    },
    async events(id) {
      const rows = await database.knex('message_events').where({ message_id: id }).orderBy('id');
      return rows.map(({ kind, detail }) => ({ kind, detail: JSON.parse(detail) }));
    },
    async close() {
      await timer.close();
      await submit.close();
      await queues.close();
      adding.disconnect();
      await database.close();
      await sql.drop();
    },
  };
}

const carriage: Omit<Carriage, 'carrier'> = {
  encoding: 'gsm7',
  segments: 1,
  partCount: 1,
  price: null,
  currency: null,
};

function newMessage(accountId: number, recipient: string, carrier: string): NewMessage {
  const now = new Date();
  return {
    ...carriage,
    id: newUlid(),
    accountId,
    batchId: null,
    carrier,
    failure: null,
    recipient,
    sender: 'ACME',
    country: 'US',
    body: 'Your parcel is on its way',
    priority: 1,
    requestRead: false,
    clientRef: null,
    metadata: null,
    tags: null,
    validity: 3600,
    queuedAt: now,
    startsAt: now,
  };
}

/** Looks again and again until `holds`; the test's own timeout ends it. */
export async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
