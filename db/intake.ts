/** Stores what senders hand in: messages, their parcels and their batch, in one transaction. 202 is said after it. */
import type { Pool, PoolConnection } from 'mysql2/promise';
import type { Failure } from '../message/fact';
import { newUlid } from '../message/id';
import type { Status } from '../message/status';
import type { Encoding } from '../message/text';
import { addCounts, BatchDeltas } from './batch-counts';
import { insertBatch, type NewBatch } from './batches';
import { optedOut } from './opted-out';
import { openParcels, type Parcel } from './parcels';
import { insertRows } from './rows';
import { inTransaction } from './transaction';

/** A validated message, routed, on its way into the ledger. */
export interface NewMessage {
  readonly id: string;
  readonly accountId: number;
  readonly batchId: string | null;
  /** Null when it can't go anywhere: then `failure` says why, and it is stored as Failed. */
  readonly carrier: string | null;
  readonly failure: Failure | null;
  readonly recipient: string;
  readonly sender: string;
  readonly country: string | null;
  readonly body: string;
  readonly encoding: Encoding;
  /** What carriers charge for. */
  readonly segments: number;
  /** How many submit_sm it takes. */
  readonly partCount: number;
  readonly priority: number;
  readonly requestRead: boolean;
  /** Decimal text for all segments together, with its ISO currency; null where the carrier has no price. */
  readonly price: string | null;
  readonly currency: string | null;
  readonly clientRef: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly tags: readonly string[] | null;
  /** Seconds. */
  readonly validity: number;
  readonly queuedAt: Date;
  /** When it may go out: the scheduled time, else `queuedAt`. */
  readonly startsAt: Date;
}

/** What was committed. */
export interface HandedOver {
  /** As they were stored: a message whose recipient has opted out is Rejected already, and goes to no carrier. */
  readonly messages: readonly NewMessage[];
  /** Their jobs are the caller's to add (the timer adds what a crash leaves out). */
  readonly parcels: Parcel[];
}

export interface Handover {
  readonly messages: readonly NewMessage[];
  readonly batches: readonly NewBatch[];
}

export interface IntakeOptions {
  readonly shard: number;
  /** How long after it was due a parcel's job is looked for (ms). */
  readonly parcelReview: number;
  /** The most messages of a parcel of this carrier: about a second of its rate, so that urgent ones never wait long. */
  readonly parcelSize: (carrier: string) => number;
}

const columns = [
  'id',
  'account_id',
  'batch_id',
  'parcel_id',
  'carrier',
  'recipient',
  'sender',
  'country',
  'body',
  'encoding',
  'segments',
  'part_count',
  'priority',
  'status',
  'sequence',
  'attempts',
  'request_read',
  'error_code',
  'price',
  'currency',
  'client_ref',
  'metadata',
  'tags',
  'validity',
  'queued_at',
  'starts_at',
  'final_at',
  'deadline_at',
];

/**
 * Commits everything or nothing.
 *
 * Crash after the commit: the sender got no answer, the messages go out all the same (the timer adds the jobs). That is what
 * idempotency keys are for; the other order would lose messages.
 */
export function handOver(pool: Pool, { messages, batches }: Handover, options: IntakeOptions): Promise<HandedOver> {
  return inTransaction(pool, async (tx) => {
    const screened = await screen(tx, messages);
    const { parcels, parcelOf } = packParcels(screened, options.parcelSize);
    for (const batch of batches) await insertBatch(tx, batch);
    await openParcels(tx, parcels, options.parcelReview);
    await insertMessages(tx, screened, parcelOf);
    await addCounts(tx, countsFor(screened), options.shard);
    return { messages: screened, parcels };
  });
}

const unwantedFailure: Failure = { code: 'recipient_opted_out', carrierCode: null, raw: null };

/** Turns away what its recipients don't want. Whoever opts out after this look is heard by the claim, before anything is on the wire. */
async function screen(tx: PoolConnection, messages: readonly NewMessage[]): Promise<readonly NewMessage[]> {
  const unwanted = await optedOut(
    tx,
    messages.filter(({ failure }) => failure === null),
  );
  if (unwanted.size === 0) return messages;
  return messages.map((message) =>
    unwanted.has(message) ? { ...message, carrier: null, failure: unwantedFailure } : message,
  );
}

/** One parcel for each carrier, priority and due time, cut at the carrier's parcel size. */
export function packParcels(
  messages: readonly NewMessage[],
  parcelSize: (carrier: string) => number,
): { parcels: Parcel[]; parcelOf: ReadonlyMap<NewMessage, string> } {
  const open = new Map<string, { -readonly [Key in keyof Parcel]: Parcel[Key] }>();
  const parcels: Parcel[] = [];
  const parcelOf = new Map<NewMessage, string>();
  for (const message of messages) {
    if (message.carrier === null) continue;
    const key = `${message.carrier}/${message.priority}/${message.startsAt.getTime()}`;
    let parcel = open.get(key);
    if (!parcel || parcel.size >= parcelSize(message.carrier)) {
      const { carrier, priority, startsAt: dueAt } = message;
      parcel = { id: newUlid(), carrier, priority, size: 0, dueAt };
      open.set(key, parcel);
      parcels.push(parcel);
    }
    parcel.size += 1;
    parcelOf.set(message, parcel.id);
  }
  return { parcels, parcelOf };
}

async function insertMessages(
  tx: PoolConnection,
  messages: readonly NewMessage[],
  parcelOf: ReadonlyMap<NewMessage, string>,
): Promise<void> {
  await insertRows(
    tx,
    'messages',
    columns,
    messages.map((message) => [
      message.id,
      message.accountId,
      message.batchId,
      parcelOf.get(message) ?? null,
      message.carrier,
      message.recipient,
      message.sender,
      message.country,
      message.body,
      message.encoding,
      message.segments,
      message.partCount,
      message.priority,
      firstStatus(message),
      1,
      0,
      message.requestRead ? 1 : 0,
      message.failure?.code ?? null,
      message.price,
      message.currency,
      message.clientRef,
      message.metadata === null ? null : JSON.stringify(message.metadata),
      message.tags === null ? null : JSON.stringify(message.tags),
      message.validity,
      message.queuedAt,
      message.startsAt,
      message.failure ? message.queuedAt : null,
      message.failure ? null : new Date(message.startsAt.getTime() + message.validity * 1000),
    ]),
  );
}

/** A message that can't go anywhere is stored all the same, so that its sender sees why. */
export function firstStatus(message: NewMessage): Status {
  if (message.failure === null) return 'queued';
  return message.failure.code === 'recipient_opted_out' ? 'rejected' : 'failed';
}

function countsFor(messages: readonly NewMessage[]): BatchDeltas {
  const counts = new BatchDeltas();
  for (const message of messages) {
    counts.add(message.batchId, firstStatus(message), 1);
    if (message.failure) counts.add(message.batchId, 'final', 1);
  }
  return counts;
}
