/**
 * Second looks for receipts whose id nothing has: the same id written another way, and messages in doubt, whose id we never learned.
 * Both are guesses, so both need the receipt's own recipient, and that there is nothing to choose.
 */
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { HeardReceipt } from '../message/fact';

export interface Candidate {
  readonly messageId: string;
  readonly part: number;
}

/**
 * The one part of this carrier, to this recipient, that has one of these ids; null when there is none or more than one. Also one whose
 * message is final: the timer's word yields, and a receipt that comes twice is no orphan.
 */
export async function findByAlias(
  pool: Pool,
  carrier: string,
  aliases: readonly string[],
  recipient: string,
): Promise<Candidate | null> {
  if (aliases.length === 0) return null;
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT parts.message_id, parts.part FROM parts JOIN messages ON messages.id = parts.message_id
      WHERE parts.carrier = ? AND parts.carrier_message_id IN (?) AND messages.recipient = ?
      LIMIT 2`,
    [carrier, aliases, recipient],
  );
  const [row] = rows;
  return row && rows.length === 1 ? { messageId: row.message_id, part: row.part } : null;
}

/**
 * The parts, of messages of this carrier, recipient and sender, that went out and whose id we never learned: in doubt still, or
 * called Unknown for that reason. None that was sent after the receipt arrived. Oldest first, at most `limit`.
 */
export async function findInDoubt(
  pool: Pool,
  { carrier, recipient, sender, arrivedAt }: Pick<HeardReceipt, 'carrier' | 'recipient' | 'sender' | 'arrivedAt'>,
  limit: number,
): Promise<Candidate[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT id, part_count,
            (SELECT GROUP_CONCAT(part) FROM parts WHERE message_id = messages.id AND (carrier_message_id IS NOT NULL OR status <> 'sent')) AS known
       FROM messages FORCE INDEX (messages_by_recipient)
      WHERE recipient = ? AND sender IN (?) AND carrier = ? AND sent_at <= ?
        AND ((status = 'sent' AND in_doubt = 1) OR (status = 'unknown' AND error_code = 'response_lost'))
      ORDER BY id LIMIT ?`,
    [recipient, [sender, `+${sender}`], carrier, arrivedAt, limit],
  );
  return rows.flatMap((row) => {
    const known = new Set(
      String(row.known ?? '')
        .split(',')
        .map(Number),
    );
    const numbers = Array.from({ length: row.part_count }, (_, index) => index + 1);
    return numbers.filter((part) => !known.has(part)).map((part) => ({ messageId: row.id, part }));
  });
}
