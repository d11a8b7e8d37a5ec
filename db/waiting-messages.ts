/** Messages that wait for a carrier, parcel by parcel: what is needed to send them another way. */
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { Encoding } from '../message/text';

export interface WaitingMessage {
  readonly id: string;
  readonly recipient: string;
  readonly country: string | null;
  readonly sender: string;
  readonly account: string;
  readonly priority: number;
  readonly body: string;
  readonly encoding: Encoding;
}

/** Open parcels of this carrier that are due by then, behind `after` in id order. */
export async function openParcelsOf(
  pool: Pool,
  carrier: string,
  { after, dueBy, limit }: { after: string; dueBy: Date; limit: number },
): Promise<string[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT id FROM parcels WHERE carrier = ? AND state = 'open' AND due_at <= ? AND review_at IS NOT NULL AND id > ?
      ORDER BY id LIMIT ?`,
    [carrier, dueBy, after, limit],
  );
  return rows.map((row) => row.id);
}

/** The names of carriers that open parcels wait for. */
export async function carriersWaitedFor(pool: Pool): Promise<string[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    "SELECT DISTINCT carrier FROM parcels WHERE state = 'open' AND review_at IS NOT NULL",
  );
  return rows.map((row) => row.carrier);
}

/** The parcel's messages that wait, without those that their senders want to go out later. */
export async function waitingIn(pool: Pool, parcelId: string, now: Date): Promise<WaitingMessage[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT messages.id, recipient, country, sender, priority, body, encoding, accounts.name AS account
       FROM messages FORCE INDEX (messages_by_parcel) JOIN accounts ON accounts.id = messages.account_id
      WHERE parcel_id = ? AND status = 'queued' AND starts_at <= ?`,
    [parcelId, now],
  );
  return rows as WaitingMessage[];
}
