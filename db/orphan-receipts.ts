/** The `orphan_receipts` table: receipts whose part isn't known (yet). They are kept, tried again, and given up in the end. */
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { HeardReceipt } from '../message/fact';
import { asciiList, insertRows, listTable, selectRows, toJson } from './rows';

export interface Orphan extends HeardReceipt {
  readonly orphanId: number;
}

const columns = 'id, carrier, carrier_message_id, recipient, sender, arrived_at, receipt';

export async function keepOrphans(
  tx: PoolConnection,
  receipts: readonly HeardReceipt[],
  reviewAt: Date,
): Promise<void> {
  await insertRows(
    tx,
    'orphan_receipts',
    ['carrier', 'carrier_message_id', 'recipient', 'sender', 'arrived_at', 'review_at', 'receipt'],
    receipts.map((receipt) => [
      receipt.carrier,
      receipt.carrierMessageId,
      receipt.recipient,
      receipt.sender,
      receipt.arrivedAt,
      reviewAt,
      JSON.stringify(receipt.says),
    ]),
  );
}

/** Orphans that wait for one of these ids of the carrier, in order of arrival. */
export async function orphansByCarrierId(
  tx: Pick<PoolConnection, 'execute'>,
  carrier: string,
  ids: readonly string[],
): Promise<Orphan[]> {
  if (ids.length === 0) return [];
  const rows = await selectRows(
    tx,
    `SELECT ${columns} FROM ${listTable({ wanted: asciiList })} STRAIGHT_JOIN orphan_receipts
         ON orphan_receipts.carrier = ? AND orphan_receipts.carrier_message_id = list.wanted
      ORDER BY id`,
    [toJson(ids.map((id) => [id])), carrier],
  );
  return rows.map(toOrphan);
}

/** All that still wait for a message to this recipient from this sender, in order of arrival. */
export async function orphansOf(pool: Pool, { carrier, recipient, sender }: HeardReceipt): Promise<Orphan[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT ${columns} FROM orphan_receipts WHERE recipient = ? AND sender = ? AND carrier = ? AND review_at IS NOT NULL
      ORDER BY id LIMIT 100`,
    [recipient, sender, carrier],
  );
  return rows.map(toOrphan);
}

export async function orphansDue(tx: Pool | PoolConnection, now: Date, limit: number): Promise<Orphan[]> {
  const [rows] = await tx.query<RowDataPacket[]>(
    `SELECT ${columns} FROM orphan_receipts WHERE review_at <= ? ORDER BY review_at LIMIT ?`,
    [now, limit],
  );
  return rows.map(toOrphan);
}

/** Which of these have not found their messages yet. */
export async function existingOrphans(pool: Pool, orphanIds: readonly number[]): Promise<number[]> {
  if (orphanIds.length === 0) return [];
  const [rows] = await pool.query<RowDataPacket[]>('SELECT id FROM orphan_receipts WHERE id IN (?)', [orphanIds]);
  return rows.map((row) => row.id);
}

export async function reviewOrphan(tx: Pool | PoolConnection, orphanId: number, next: Date | null): Promise<void> {
  await tx.query('UPDATE orphan_receipts SET review_at = ? WHERE id = ?', [next, orphanId]);
}

/** They have found their messages; the timeline keeps them from now on. */
export async function dropOrphans(tx: Pool | PoolConnection, orphanIds: readonly number[]): Promise<void> {
  if (orphanIds.length > 0) await tx.query('DELETE FROM orphan_receipts WHERE id IN (?)', [orphanIds]);
}

function toOrphan(row: RowDataPacket): Orphan {
  return {
    orphanId: row.id,
    carrier: row.carrier,
    carrierMessageId: row.carrier_message_id,
    recipient: row.recipient,
    sender: row.sender,
    arrivedAt: row.arrived_at,
    proven: true, // others are never kept
    says: JSON.parse(row.receipt),
  };
}
