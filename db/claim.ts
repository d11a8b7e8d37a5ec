import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import { validityEnd } from '../message/state';
import type { Encoding } from '../message/text';
import { idsOfSeveralParts, type LedgerOptions, write } from './ledger';
import { stateColumns, toLockedMessage } from './messages';
import { optedOutSince } from './opted-out';
import { markClaimed } from './parcels';
import { partsOf } from './parts';
import { type Entry, replay, type Transition } from './replay';
import { selectRows } from './rows';
import { inTransaction } from './transaction';

/** A message that may go on the wire now: it is Sent already. */
export interface Outgoing {
  readonly id: string;
  readonly accountId: number;
  readonly recipient: string;
  readonly sender: string;
  readonly body: string;
  readonly encoding: Encoding;
  readonly partCount: number;
  /** ISO 3166 alpha-2 of the recipient, null where nobody knows. */
  readonly country: string | null;
  readonly requestRead: boolean;
  /** 0 urgent, 1 normal, 2 bulk. */
  readonly priority: number;
  /** The end of its validity. */
  readonly expiresAt: Date;
  /** Counts this attempt. */
  readonly attempts: number;
  /** The message's sequence now that it is claimed. */
  readonly sequence: number;
  /** Numbers of the parts that a carrier took in an earlier attempt; they never go out again. */
  readonly partsTaken: ReadonlySet<number>;
}

export interface ClaimRequest {
  readonly parcelId: string;
  readonly carrier: string;
  /** Only messages behind this id: the worker walks through its parcel in id order. */
  readonly after: string;
  /** As many messages as may go on the wire now, so that no more than a window is ever in doubt. */
  readonly limit: number;
  /** When the timer looks for messages of the exhausted parcel without an answer (ms from now). */
  readonly reviewAfter: number;
}

export interface Claimed {
  readonly messages: readonly Outgoing[];
  readonly transitions: readonly Transition[];
  /** The id to continue behind. */
  readonly last: string;
  /** No Queued message of the parcel is left. */
  readonly exhausted: boolean;
}

/**
 * Queued → Sent for the next messages of a parcel, committed before any of them is written to the wire. Those whose recipient has opted
 * out, also since they were handed in, become Rejected instead.
 *
 * Crash: before the commit they are Queued and nobody sent them; after it they are Sent, and whether they reached the wire
 * is in doubt until the timer's review. Running a parcel twice is harmless: the second run finds nothing Queued.
 */
export function claim(pool: Pool, request: ClaimRequest, options: LedgerOptions): Promise<Claimed> {
  return inTransaction(pool, async (tx) => {
    const rows = await lockQueued(tx, request);
    const unwanted = await optedOutSince(tx, rows.map(toAddressed));
    const locked = rows.map(toLockedMessage);
    const parts = await partsOf(tx, idsOfSeveralParts(locked));
    const changes = replay(locked, parts, factsFor(rows, new Set([...unwanted].map(({ id }) => id)), request.carrier));
    await write(tx, changes, options);
    const exhausted = rows.length < request.limit;
    if (exhausted) await markClaimed(tx, request.parcelId, new Date(Date.now() + request.reviewAfter));

    const taken = new Map<string, Set<number>>();
    for (const part of parts) {
      if (part.status === 'queued' || part.status === 'sent') continue;
      taken.set(part.messageId, (taken.get(part.messageId) ?? new Set()).add(part.part));
    }
    const sent = rows.filter((row) => changes.messages.get(row.id)?.state.status === 'sent');
    return {
      messages: sent.map((row) => toOutgoing(row, taken.get(row.id) ?? none)),
      transitions: changes.transitions,
      last: rows.at(-1)?.id ?? request.after,
      exhausted,
    };
  });
}

const none: ReadonlySet<number> = new Set();

function toAddressed(row: RowDataPacket) {
  return { id: row.id as string, accountId: row.account_id, recipient: row.recipient, sender: row.sender };
}

function factsFor(rows: readonly RowDataPacket[], unwanted: ReadonlySet<string>, carrier: string): Entry[] {
  const at = new Date();
  return rows.map(({ id }) => ({
    messageId: id,
    fact: unwanted.has(id) ? { kind: 'opted_out', at } : { kind: 'claimed', at, carrier },
  }));
}

async function lockQueued(tx: PoolConnection, { parcelId, after, limit }: ClaimRequest): Promise<RowDataPacket[]> {
  return selectRows(
    tx,
    `SELECT ${stateColumns}, recipient, sender, country, body, encoding, request_read
       FROM messages FORCE INDEX (messages_by_parcel)
      WHERE parcel_id = ? AND id > ? AND status = 'queued' ORDER BY id LIMIT ? FOR UPDATE`,
    [parcelId, after, limit],
  );
}

function toOutgoing(row: RowDataPacket, partsTaken: ReadonlySet<number>): Outgoing {
  return {
    id: row.id,
    accountId: row.account_id,
    partCount: row.part_count,
    country: row.country,
    recipient: row.recipient,
    sender: row.sender,
    body: row.body,
    encoding: row.encoding,
    requestRead: row.request_read === 1,
    priority: row.priority,
    expiresAt: validityEnd({ startsAt: row.starts_at, validity: row.validity * 1000 }),
    attempts: row.attempts + 1,
    sequence: row.sequence + 1,
    partsTaken,
  };
}
