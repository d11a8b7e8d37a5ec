/** The ceiling of MariaDB alone: the statements of a message's whole life, with no HTTP, no queue and no carrier between them. */
import type { Pool } from 'mysql2/promise';
import { ensureAccount } from '../db/accounts';
import { claim } from '../db/claim';
import { openDatabase } from '../db/connect';
import { handOver, type NewMessage } from '../db/intake';
import { type LedgerEntry, type LedgerOptions, record } from '../db/ledger';
import type { Parcel } from '../db/parcels';
import { newUlid } from '../message/id';
import { type CpuMicros, startCpuMeter } from './cpu';
import { message } from './traffic';

export interface LedgerRun {
  readonly perSecond: number;
  readonly lanes: number;
  readonly cpu: CpuMicros;
}

/** As the submit process has them: transactions at once, messages of a claim, of a parcel. */
const LANES = 4;
const CLAIM = 250;
const PARCEL = 500;
/** Messages that one transaction stores. */
const BATCH = 2_500;
const CARRIER = 'ceiling';

/** Takes `messages` from their insert to Delivered, on a database that nobody else uses. `pid` is MariaDB's. */
export async function measureLedger(databaseUrl: string, pid: number, messages: number): Promise<LedgerRun> {
  const database = openDatabase(databaseUrl, { connections: LANES });
  try {
    const accountId = await ensureAccount(database.pool, 'bench');
    const lanes = Array.from({ length: LANES }, (_, lane) => batchesOf(Math.ceil(messages / LANES), lane, accountId));
    const meter = startCpuMeter({ MariaDB: [pid], client: [process.pid] });
    const begun = performance.now();
    await Promise.all(lanes.map((batches, lane) => liveAll(database.pool, batches, lane + 1)));
    const seconds = (performance.now() - begun) / 1_000;
    const done = lanes.flat(2).length;
    return { perSecond: done / seconds, lanes: LANES, cpu: meter(done) };
  } finally {
    await database.close();
  }
}

async function liveAll(pool: Pool, batches: readonly (readonly NewMessage[])[], shard: number): Promise<void> {
  const options = { shard, orphanReview: 500, parcelReview: 5000 };
  for (const messages of batches) {
    const batch = batchRow(messages);
    const { parcels } = await handOver(
      pool,
      { messages, batches: [batch] },
      { shard, parcelReview: 5000, parcelSize: () => PARCEL },
    );
    for (const parcel of parcels) {
      await liveParcel(pool, parcel, options);
    }
  }
}

/** Claims a parcel, then records for all of it what the carrier answers, and then its receipts. */
async function liveParcel(pool: Pool, { id: parcelId, size }: Parcel, options: LedgerOptions): Promise<void> {
  const sent: { id: string; recipient: string }[] = [];
  for (let after = '', exhausted = false; !exhausted; ) {
    const claimed = await claim(
      pool,
      { parcelId, carrier: CARRIER, after, limit: CLAIM, reviewAfter: 15_000 },
      options,
    );
    sent.push(...claimed.messages);
    ({ last: after, exhausted } = claimed);
  }
  if (sent.length !== size) throw new Error(`a parcel of ${size} gave ${sent.length} messages to send`);
  await record(pool, sent.map(answer), options);
  const { transitions } = await record(pool, sent.map(receipt), options);
  if (transitions.length !== size) throw new Error(`${transitions.length} of ${size} messages became Delivered`);
}

function answer({ id }: { readonly id: string }): LedgerEntry {
  const fact = {
    kind: 'part_accepted',
    at: new Date(),
    part: 1,
    carrier: CARRIER,
    carrierMessageId: `c${id}`,
  } as const;
  return { messageId: id, fact };
}

function receipt({ id, recipient }: { readonly id: string; readonly recipient: string }): LedgerEntry {
  const now = new Date();
  const raw = `id:c${id} sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:`;
  const times = { submitted_at: now.toISOString(), done_at: now.toISOString() };
  const evidence = { id: `c${id}`, state: 'DELIVERED', stat: 'DELIVRD', err: '000', ...times, message_state: '02' };
  const says = { status: 'delivered' as const, failure: null, raw, evidence, wholeMessage: false };
  return {
    carrier: CARRIER,
    carrierMessageId: `c${id}`,
    recipient,
    sender: 'ACME',
    arrivedAt: now,
    proven: true,
    says,
  };
}

/** A lane's messages, cut into batches. */
function batchesOf(count: number, lane: number, accountId: number): NewMessage[][] {
  const sizes = Array.from({ length: Math.ceil(count / BATCH) }, (_, index) => Math.min(BATCH, count - index * BATCH));
  return sizes.map((size, index) => {
    const batchId = newUlid();
    return Array.from({ length: size }, (_, row) =>
      newMessage((lane * sizes.length + index) * BATCH + row, batchId, accountId),
    );
  });
}

function newMessage(n: number, batchId: string, accountId: number): NewMessage {
  const { to: recipient, from: sender, body } = message(n, 'ACME');
  const now = new Date();
  return {
    id: newUlid(),
    accountId,
    batchId,
    carrier: CARRIER,
    failure: null,
    recipient,
    sender,
    country: 'AU',
    body,
    encoding: 'gsm7',
    segments: 1,
    partCount: 1,
    priority: 2,
    requestRead: false,
    price: '0.0450',
    currency: 'AUD',
    clientRef: null,
    metadata: null,
    tags: null,
    validity: 86_400,
    queuedAt: now,
    startsAt: now,
  };
}

function batchRow(messages: readonly NewMessage[]) {
  const [first] = messages as readonly [NewMessage];
  const { batchId, accountId, queuedAt: createdAt } = first;
  const cost = String(messages.length * 0.045);
  return {
    id: batchId as string,
    accountId,
    name: null,
    total: messages.length,
    rejections: [],
    cost,
    currency: 'AUD',
    createdAt,
  };
}
