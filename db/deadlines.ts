/** What the timer looks for in `messages`: deadlines that have come, and submits that nobody answered. */
import type { Pool, RowDataPacket } from 'mysql2/promise';

export interface Overdue {
  readonly id: string;
  readonly carrier: string | null;
}

/** Messages whose deadline has come, the longest overdue first. */
export async function messagesOverdue(pool: Pool, now: Date, limit: number): Promise<Overdue[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    'SELECT id, carrier FROM messages WHERE deadline_at <= ? ORDER BY deadline_at LIMIT ?',
    [now, limit],
  );
  return rows.map((row) => ({ id: row.id, carrier: row.carrier }));
}

export interface Unanswered {
  readonly id: string;
  readonly carrier: string;
  readonly sentAt: Date;
  /** The message's sequence, which is that of its claim. */
  readonly claim: number;
  /** Numbers of the parts that nobody answered for. */
  readonly parts: readonly number[];
}

/** Messages of these parcels that are Sent, not yet known to be in doubt, and without an answer for some part. */
export async function unansweredIn(pool: Pool, parcelIds: readonly string[]): Promise<Unanswered[]> {
  if (parcelIds.length === 0) return [];
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT id, carrier, sent_at, sequence, part_count,
            (SELECT GROUP_CONCAT(part) FROM parts WHERE message_id = messages.id AND parts.status <> 'sent') AS answered
       FROM messages FORCE INDEX (messages_by_parcel)
      WHERE parcel_id IN (?) AND status = 'sent' AND in_doubt = 0`,
    [parcelIds],
  );
  return rows.map((row) => {
    const answered = new Set(
      String(row.answered ?? '')
        .split(',')
        .map(Number),
    );
    const numbers = Array.from({ length: row.part_count }, (_, index) => index + 1);
    return {
      id: row.id,
      carrier: row.carrier,
      sentAt: row.sent_at,
      claim: row.sequence,
      parts: numbers.filter((part) => !answered.has(part)),
    };
  });
}
