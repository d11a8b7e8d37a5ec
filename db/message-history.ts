/** The steps of one message's timeline, as `message_events` keeps them. */
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { TimelineEvent } from '../message/timeline';

/** In the order in which they were recorded. The caller has made sure whose message it is. */
export async function eventsOf(pool: Pool, messageId: string): Promise<TimelineEvent[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    'SELECT at, kind, status, detail FROM message_events WHERE message_id = ? ORDER BY id',
    [messageId],
  );
  return rows.map((row) => ({ at: row.at, kind: row.kind, status: row.status, detail: JSON.parse(row.detail) }));
}
