/** The `parcels` table: the outbox of the submit queues. A parcel's job carries its id and nothing else. */
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import { insertRows } from './rows';

export interface Parcel {
  readonly id: string;
  readonly carrier: string;
  /** 0 urgent, 1 normal, 2 bulk. */
  readonly priority: number;
  readonly size: number;
  readonly dueAt: Date;
}

/** `reviewAfter`: how long after it was due the timer looks whether an open parcel still has its job (ms). */
export async function openParcels(tx: PoolConnection, parcels: readonly Parcel[], reviewAfter: number): Promise<void> {
  await insertRows(
    tx,
    'parcels',
    ['id', 'carrier', 'priority', 'size', 'state', 'due_at', 'review_at'],
    parcels.map((parcel) => [
      parcel.id,
      parcel.carrier,
      parcel.priority,
      parcel.size,
      'open',
      parcel.dueAt,
      new Date(parcel.dueAt.getTime() + reviewAfter),
    ]),
  );
}

/** Nothing of the parcel is Queued any more; at `reviewAt` the timer looks for messages that never got an answer. */
export async function markClaimed(tx: PoolConnection, parcelId: string, reviewAt: Date): Promise<void> {
  await tx.query("UPDATE parcels SET state = 'claimed', review_at = ? WHERE id = ? AND state = 'open'", [
    reviewAt,
    parcelId,
  ]);
}

export type ParcelDue = Parcel & { readonly state: 'open' | 'claimed' };

/** Parcels whose review has come, the longest waiting first. */
export async function parcelsDue(tx: Pool | PoolConnection, now: Date, limit: number): Promise<ParcelDue[]> {
  const [rows] = await tx.query<RowDataPacket[]>(
    'SELECT id, carrier, priority, size, state, due_at FROM parcels WHERE review_at <= ? ORDER BY review_at LIMIT ?',
    [now, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    carrier: row.carrier,
    priority: row.priority,
    size: row.size,
    state: row.state,
    dueAt: row.due_at,
  }));
}

/** When the timer looks at open parcels again; null settles claimed ones: all is answered and nothing is left to look at. */
export async function reviewParcels(
  tx: Pool | PoolConnection,
  ids: readonly string[],
  next: Date | null,
): Promise<void> {
  if (ids.length === 0) return;
  // A parcel that was claimed in between has a review of its own, after its answers.
  const [from, to] = next === null ? ['claimed', 'settled'] : ['open', 'open'];
  await tx.query('UPDATE parcels SET review_at = ?, state = ? WHERE id IN (?) AND state = ?', [next, to, ids, from]);
}
