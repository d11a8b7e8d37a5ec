import type { RowDataPacket } from 'mysql2/promise';
import { ensureAccount } from '../../db/accounts';
import { type Claimed, claim } from '../../db/claim';
import { type Database, openDatabase } from '../../db/connect';
import { handOver, type NewMessage } from '../../db/intake';
import { type LedgerEntry, type Recorded, record } from '../../db/ledger';
import { migrate } from '../../db/migrate';
import type { Parcel } from '../../db/parcels';
import type { Value } from '../../db/rows';
import type { Fact, HeardReceipt, ReceiptSays } from '../../message/fact';
import { newUlid } from '../../message/id';
import { createTestDatabase } from '../servers/test-servers';

/** A migrated database of the test's own, with an account, and the ways to fill and to read it. */
export interface SampleDatabase extends Database {
  readonly url: string;
  /** Stores messages; what isn't said is the same for all. */
  queue(...messages: readonly Partial<NewMessage>[]): Promise<{ ids: string[]; parcels: Parcel[] }>;
  /** Stores one message and claims it, so that it is Sent; its id. */
  sent(message?: Partial<NewMessage>): Promise<string>;
  claim(parcel: Parcel, limit?: number, after?: string): Promise<Claimed>;
  record(...entries: readonly LedgerEntry[]): Promise<Recorded>;
  rows(
    sql: string,
    ...values: readonly (Value | undefined | readonly string[] | readonly number[])[]
  ): Promise<RowDataPacket[]>;
  message(id: string): Promise<RowDataPacket>;
  drop(): Promise<void>;
}

export const ledger = { shard: 1, orphanReview: 1000, parcelReview: 5000 } as const;

export async function sampleDatabase({ connections = 10 } = {}): Promise<SampleDatabase> {
  const test = await createTestDatabase();
  await migrate(test.url);
  const database = openDatabase(test.url, { connections });
  const { pool } = database;
  const accountId = await ensureAccount(pool, 'sample');

  const rows: SampleDatabase['rows'] = async (sql, ...values) =>
    (await pool.query<RowDataPacket[]>(sql, [...values]))[0];
  const queue: SampleDatabase['queue'] = async (...messages) => {
    // What is handed over together shares its parcel.
    const queuedAt = new Date();
    const full = messages.map((message) => newMessage({ accountId, queuedAt, startsAt: queuedAt, ...message }));
    const { parcels } = await handOver(
      pool,
      { messages: full, batches: [] },
      { shard: 1, parcelReview: 5000, parcelSize: () => 500 },
    );
    return { ids: full.map(({ id }) => id), parcels };
  };
  const claimOf: SampleDatabase['claim'] = (parcel, limit = 500, after = '') =>
    claim(pool, { parcelId: parcel.id, carrier: parcel.carrier, after, limit, reviewAfter: 1000 }, ledger);

  return {
    ...database,
    url: test.url,
    rows,
    queue,
    claim: claimOf,
    async sent(message = {}) {
      const { ids, parcels } = await queue(message);
      for (const parcel of parcels) await claimOf(parcel);
      return ids[0] as string;
    },
    record: (...entries) => record(pool, entries, ledger),
    async message(id) {
      const [row] = await rows('SELECT * FROM messages WHERE id = ?', id);
      if (!row) throw new Error(`there is no message ${id}`);
      return row;
    },
    async drop() {
      await database.close();
      await test.drop();
    },
  };
}

export function newMessage(message: Partial<NewMessage> & Pick<NewMessage, 'accountId'>): NewMessage {
  const queuedAt = new Date();
  return {
    id: newUlid(),
    batchId: null,
    carrier: 'acme',
    failure: null,
    recipient: '+15005550000',
    sender: 'ACME',
    country: 'US',
    body: 'Hello',
    encoding: 'gsm7',
    segments: message.partCount ?? 1,
    partCount: 1,
    priority: 1,
    requestRead: false,
    price: null,
    currency: null,
    clientRef: null,
    metadata: null,
    tags: null,
    validity: 3600,
    queuedAt,
    startsAt: queuedAt,
    ...message,
  };
}

export function accepted(
  messageId: string,
  carrierMessageId: string | null,
  part = 1,
): { messageId: string; fact: Fact } {
  return { messageId, fact: { kind: 'part_accepted', at: new Date(), part, carrier: 'acme', carrierMessageId } };
}

export function deferred(messageId: string, retryAt: Date, part = 1): { messageId: string; fact: Fact } {
  const failure = { code: 'carrier_throttled', carrierCode: 'ESME_RTHROTTLED', raw: null } as const;
  const about = { at: new Date(), part, carrier: 'acme' };
  return { messageId, fact: { kind: 'part_deferred', ...about, counted: false, retryAt, maxAttempts: 4, failure } };
}

/** A receipt as it comes from the carrier, before it is known whose it is. */
export function heard(
  carrierMessageId: string | null,
  status: ReceiptSays['status'] = 'delivered',
  patch: Partial<HeardReceipt> = {},
): HeardReceipt {
  const failure = status === 'undelivered' ? ({ code: 'undeliverable', carrierCode: '001', raw: null } as const) : null;
  return {
    carrier: 'acme',
    carrierMessageId,
    recipient: '+15005550000',
    sender: 'ACME',
    arrivedAt: new Date(),
    proven: true,
    says: {
      status,
      failure,
      raw: `id:${carrierMessageId} stat:${status}`,
      evidence: { id: carrierMessageId },
      wholeMessage: false,
    },
    ...patch,
  };
}
