/**
 * The `suppressions` table: who wants no more messages of an account, from one of its senders or from all. A sender is kept without `+`,
 * and its case doesn't matter: it is what the recipient sees.
 */
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import { newUlid } from '../message/id';
import { cutPage, type PageRequest, pageBounds, pageOrder } from './page';

export const allSenders = '*';

export interface Suppression {
  readonly id: string;
  readonly accountId: number;
  /** E.164 with `+`. */
  readonly recipient: string;
  /** Without `+`; `*` for all senders of the account. */
  readonly sender: string;
  readonly source: 'stop' | 'api';
  /** The inbound message that asked for it. */
  readonly inboundId: string | null;
  readonly createdAt: Date;
}

export interface SuppressionFilter {
  readonly recipient?: string | undefined;
  readonly sender?: string | undefined;
}

export interface SuppressionPage {
  readonly suppressions: readonly Suppression[];
  readonly hasMore: boolean;
}

const columns = 'id, account_id, recipient, sender, source, inbound_id, created_at';

/** Without `+`, as the table keeps senders. */
export function toKeptSender(sender: string): string {
  return sender.replace(/^\++/, '');
}

export type NewSuppression = Omit<Suppression, 'id' | 'createdAt'>;

/** Adds a suppression. One that exists stays as it is: it holds since then. */
export async function suppress(
  tx: Pool | PoolConnection,
  { accountId, recipient, sender, source, inboundId }: NewSuppression,
): Promise<{ suppression: Suppression; added: boolean }> {
  const id = newUlid();
  const kept = toKeptSender(sender);
  await tx.query(
    `INSERT INTO suppressions (id, account_id, recipient, sender, source, inbound_id, created_at) VALUES (?)
      ON DUPLICATE KEY UPDATE id = id`,
    [[id, accountId, recipient, kept, source, inboundId, new Date()]],
  );
  const [rows] = await tx.query<RowDataPacket[]>(
    `SELECT ${columns} FROM suppressions WHERE account_id = ? AND recipient = ? AND sender = ?`,
    [accountId, recipient, kept],
  );
  const suppression = toSuppression(rows[0] as RowDataPacket);
  return { suppression, added: suppression.id === id };
}

/** Removes the account's suppressions of a recipient: the one for a sender (`*`: for all senders), or every one. Returns them. */
export async function lift(
  tx: Pool | PoolConnection,
  accountId: number,
  recipient: string,
  sender: string | null,
): Promise<Suppression[]> {
  const [rows] = await tx.query<RowDataPacket[]>(
    `SELECT ${columns} FROM suppressions WHERE account_id = ? AND recipient = ? ${sender === null ? '' : 'AND sender = ?'} ORDER BY id`,
    [accountId, recipient, ...(sender === null ? [] : [toKeptSender(sender)])],
  );
  if (rows.length > 0) await tx.query('DELETE FROM suppressions WHERE id IN (?)', [rows.map((row) => row.id)]);
  return rows.map(toSuppression);
}

/** A page of the account's suppressions, newest first, by key. */
export async function listSuppressions(
  pool: Pool,
  accountId: number,
  { recipient, sender }: SuppressionFilter,
  page: PageRequest,
): Promise<SuppressionPage> {
  const where: [sql: string, value: string | number][] = [['account_id = ?', accountId]];
  if (recipient !== undefined) where.push(['recipient = ?', recipient]);
  if (sender !== undefined) where.push(['sender = ?', toKeptSender(sender)]);
  where.push(...pageBounds(page));
  const index = recipient === undefined ? 'suppressions_by_account' : 'suppressions_by_recipient';
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT ${columns} FROM suppressions FORCE INDEX (${index}) WHERE ${where.map(([sql]) => sql).join(' AND ')}
      ${pageOrder(page)}`,
    [...where.map(([, value]) => value), page.limit + 1],
  );
  const { items, hasMore } = cutPage(rows.map(toSuppression), page);
  return { suppressions: items, hasMore };
}

function toSuppression(row: RowDataPacket): Suppression {
  return {
    id: row.id,
    accountId: row.account_id,
    recipient: row.recipient,
    sender: row.sender,
    source: row.source,
    inboundId: row.inbound_id,
    createdAt: row.created_at,
  };
}
