import type { PoolConnection } from 'mysql2/promise';
import { firstIdAt } from './id-time';
import { asciiList, listTable, selectRows, toJson } from './rows';

/** How long ago the message may be that an inbound one answers (ms). */
const memory = 90 * 86_400_000;

/** A handset and the number of ours that it wrote to, without `+`. */
export interface Conversation {
  readonly handset: string;
  readonly ours: string;
}

/**
 * Whose conversations these are: of each, the account that last sent a message from our number to the handset, within 90 days. Null
 * where nobody did. A message counts once it has left us.
 */
export async function lastSenders(
  tx: PoolConnection,
  conversations: readonly Conversation[],
  now: Date,
): Promise<(number | null)[]> {
  if (conversations.length === 0) return [];
  const rows = await selectRows(
    tx,
    `SELECT list.position,
            (SELECT account_id FROM messages FORCE INDEX (messages_by_recipient)
              WHERE recipient = list.handset AND id >= ? AND sender IN (list.ours, CONCAT('+', list.ours)) AND sent_at IS NOT NULL
              ORDER BY id DESC LIMIT 1) AS account_id
       FROM ${listTable({ position: 'INT', handset: asciiList, ours: asciiList })}`,
    [
      firstIdAt(new Date(now.getTime() - memory)),
      toJson(conversations.map(({ handset, ours }, position) => [position, handset, ours])),
    ],
  );
  const accounts = new Map<number, number | null>(rows.map((row) => [row.position, row.account_id]));
  return conversations.map((_, position) => accounts.get(position) ?? null);
}
