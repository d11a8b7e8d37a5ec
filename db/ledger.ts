/**
 * The ledger: the one place where statuses change. It takes facts, locks the messages they are about, lets the state machine
 * decide, and writes messages, parts, events, parcels and counters in one transaction. Whoever holds a promise of it knows, when it
 * resolves, that all of it is committed.
 */
import type { Pool, PoolConnection } from 'mysql2/promise';
import type { Fact, HeardReceipt } from '../message/fact';
import { groupBy } from '../message/group-by';
import { addCounts } from './batch-counts';
import { addEvents } from './message-events';
import { type LockedMessage, lockMessages, recipientsOf, updateMessages } from './messages';
import { dropOrphans, keepOrphans, type Orphan } from './orphan-receipts';
import { openParcels, type Parcel } from './parcels';
import { partsByCarrierId, partsOf, saveParts } from './parts';
import { type Changes, type Entry, replay, type Transition } from './replay';
import { toParcels } from './requeue';
import { inTransaction } from './transaction';

/** What can be recorded: a fact about a message we know, or a receipt that has yet to find its part. */
export type LedgerEntry = Entry | HeardReceipt | Orphan;

export interface Recorded {
  readonly transitions: readonly Transition[];
  /** Parcels that wait for another attempt: their jobs are the caller's to add (the timer adds what a crash leaves out). */
  readonly parcels: readonly Parcel[];
  /** Receipts by their text alone that no message answers to: they are recorded nowhere, and messages from handsets most likely. */
  readonly unproven: readonly HeardReceipt[];
}

export interface LedgerOptions {
  /** Which row of a batch's counters this writer adds to: writers with different shards don't wait for each other. */
  readonly shard: number;
  /** How long after it was due a parcel's job is looked for (ms). */
  readonly parcelReview: number;
  /** How long an orphan waits before the timer looks for its message (ms). */
  readonly orphanReview: number;
}

/** Records what happened, all or nothing. Throws what the database throws; nothing is recorded then. */
export function record(pool: Pool, entries: readonly LedgerEntry[], options: LedgerOptions): Promise<Recorded> {
  return inTransaction(pool, async (tx) => {
    const matched = await matchReceipts(tx, entries);
    const messages = await lockMessages(tx, [...new Set(matched.known.map((entry) => entry.messageId))]);
    const parts = await partsOf(tx, idsOfSeveralParts(messages));
    const changes = replay(messages, parts, matched.known);
    const parcels = await write(tx, changes, options);
    await keepOrphans(tx, matched.unknown, new Date(Date.now() + options.orphanReview));
    await dropOrphans(tx, matched.found);
    return { transitions: changes.transitions, parcels, unproven: matched.unproven };
  });
}

/** Writes what `replay` decided, counters last. Returns the parcels of the messages that wait for another attempt. */
export async function write(tx: PoolConnection, changes: Changes, options: LedgerOptions): Promise<Parcel[]> {
  const { parcels, messages } = toParcels(changes);
  await openParcels(tx, parcels, options.parcelReview);
  await updateMessages(
    tx,
    messages.map((after) => ({ before: changes.before.get(after.id) as LockedMessage, after })),
  );
  await saveParts(tx, changes.parts);
  await addEvents(tx, changes.events);
  await addCounts(tx, changes.counts, options.shard);
  return parcels;
}

export function idsOfSeveralParts(messages: readonly LockedMessage[]): string[] {
  return messages.filter((message) => message.state.partCount > 1).map((message) => message.id);
}

interface Matched {
  readonly known: Entry[];
  readonly unknown: HeardReceipt[];
  readonly unproven: HeardReceipt[];
  /** Orphans that have found their message. */
  readonly found: number[];
}

/**
 * Receipts find their parts by (carrier, id), in the table or among the answers of this very commit: a carrier's receipt may
 * stand right behind its answer in one read. Answers come first, else in the order of the entries. A receipt that isn't proven finds
 * only parts of messages to the number it comes from.
 */
async function matchReceipts(tx: PoolConnection, entries: readonly LedgerEntry[]): Promise<Matched> {
  const matched: Matched = { known: entries.filter(isEntry), unknown: [], unproven: [], found: [] };
  const receipts = entries.filter((entry): entry is HeardReceipt | Orphan => !isEntry(entry));
  const answered = new Map(matched.known.map(idOfAnswer));
  for (const [carrier, named] of groupBy(receipts, ({ carrier }) => carrier)) {
    const ids = named.flatMap(({ carrierMessageId }) => carrierMessageId ?? []);
    const parts = await partsByCarrierId(tx, carrier, ids);
    const partOf = ({ carrierMessageId: id }: HeardReceipt) =>
      id === null ? undefined : (answered.get(`${carrier}/${id}`) ?? parts.get(id));
    const unproven = named.filter(({ proven }) => !proven);
    const recipients = await recipientsOf(
      tx,
      unproven.flatMap((receipt) => partOf(receipt)?.messageId ?? []),
    );
    for (const receipt of named) {
      const part = partOf(receipt);
      if (!receipt.proven && (!part || recipients.get(part.messageId) !== receipt.recipient)) {
        matched.unproven.push(receipt);
      } else if (part) {
        matched.known.push({ messageId: part.messageId, fact: receiptFact(receipt, part.part, false) });
        if ('orphanId' in receipt) matched.found.push(receipt.orphanId);
      } else if (!('orphanId' in receipt)) matched.unknown.push(receipt);
    }
  }
  return matched;
}

function isEntry(entry: LedgerEntry): entry is Entry {
  return 'fact' in entry;
}

function idOfAnswer({ messageId, fact }: Entry): [string, { messageId: string; part: number } | undefined] {
  if (fact.kind !== 'part_accepted' || fact.carrierMessageId === null) return ['', undefined];
  return [`${fact.carrier}/${fact.carrierMessageId}`, { messageId, part: fact.part }];
}

/** The fact that a receipt is, once it is known which part it speaks of. */
export function receiptFact(entry: HeardReceipt, part: number, adopted: boolean): Fact {
  const { carrier, carrierMessageId, arrivedAt, says } = entry;
  return { kind: 'receipt', at: arrivedAt, part, carrier, carrierMessageId, adopted, ...says };
}
