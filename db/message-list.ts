/** Messages as their senders read them: one, or a page of them. Every statement names the account. */
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { ErrorCode } from '../message/error';
import type { Status } from '../message/status';
import { firstIdAt } from './id-time';
import type { NewMessage } from './intake';
import { cutPage, type PageRequest, pageBounds, pageOrder } from './page';

/** A message as it stands: what was handed in, and what has become of it. */
export interface MessageRecord extends NewMessage {
  readonly status: Status;
  readonly sequence: number;
  readonly attempts: number;
  readonly possibleDuplicate: boolean;
  readonly sentAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly finalAt: Date | null;
  readonly readAt: Date | null;
}

export interface MessageFilter {
  readonly statuses?: readonly Status[] | undefined;
  readonly recipient?: string | undefined;
  readonly sender?: string | undefined;
  readonly batchId?: string | undefined;
  readonly carrier?: string | undefined;
  readonly country?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly clientRef?: string | undefined;
  readonly tag?: string | undefined;
  /** Stored at or after, and before. */
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
}

export interface MessagePage {
  readonly messages: readonly MessageRecord[];
  /** There is more in the direction that was asked for. */
  readonly hasMore: boolean;
}

const columns = `id, account_id, batch_id, carrier, recipient, sender, country, body, encoding, segments, part_count, priority, status,
  sequence, attempts, possible_duplicate, request_read, error_code, error_carrier_code, error_raw, price, currency,
  client_ref, metadata, tags, validity, queued_at, starts_at, sent_at, accepted_at, final_at, read_at`;

type Condition = readonly [sql: string, ...values: unknown[]];
type Conditions = { readonly [Key in keyof MessageFilter]-?: (value: NonNullable<MessageFilter[Key]>) => Condition[] };

/** An id is never younger than its row, so an end of the time range bounds the ids too, and the key is walked no further. */
const idSlack = 3_600_000;

const conditions: Conditions = {
  statuses: (value) => [['status IN (?)', value]],
  recipient: (value) => [['recipient = ?', value]],
  sender: (value) => [['sender = ?', value]],
  batchId: (value) => [['batch_id = ?', value]],
  carrier: (value) => [['carrier = ?', value]],
  country: (value) => [['country = ?', value]],
  errorCode: (value) => [['error_code = ?', value]],
  clientRef: (value) => [['client_ref = ? COLLATE utf8mb4_bin', value]],
  tag: (value) => [['JSON_CONTAINS(tags, ?)', JSON.stringify(value)]],
  createdFrom: (value) => [
    ['queued_at >= ?', value],
    ['id >= ?', firstIdAt(new Date(value.getTime() - idSlack))],
  ],
  createdBefore: (value) => [
    ['queued_at < ?', value],
    ['id < ?', firstIdAt(value)],
  ],
};

/** One message of the account, or null. */
export async function findMessage(pool: Pool, accountId: number, id: string): Promise<MessageRecord | null> {
  const [rows] = await pool.query<RowDataPacket[]>(`SELECT ${columns} FROM messages WHERE id = ? AND account_id = ?`, [
    id,
    accountId,
  ]);
  return rows[0] ? toMessageRecord(rows[0]) : null;
}

/** A page of the account's messages, newest first, by key: the cost of a page doesn't grow with how far down it is. */
export async function listMessages(
  pool: Pool,
  accountId: number,
  filter: MessageFilter,
  page: PageRequest,
): Promise<MessagePage> {
  const where: Condition[] = [['account_id = ?', accountId], ...wanted(filter), ...pageBounds(page)];
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT ${columns} FROM messages FORCE INDEX (${indexFor(filter)})
      WHERE ${where.map(([sql]) => sql).join(' AND ')} ${pageOrder(page)}`,
    [...where.flatMap(([, ...values]) => values), page.limit + 1],
  );
  const { items, hasMore } = cutPage(rows.map(toMessageRecord), page);
  return { messages: items, hasMore };
}

function wanted(filter: MessageFilter): Condition[] {
  return (Object.keys(conditions) as (keyof MessageFilter)[]).flatMap((key) => {
    const value = filter[key];
    // Each row of the table takes the type of its own key, which a loop over the keys can't show.
    return value === undefined ? [] : (conditions[key] as (value: unknown) => Condition[])(value);
  });
}

/** The narrowest index that a filter offers; each of them ends in the id, so the page comes in order. */
function indexFor(filter: MessageFilter): string {
  if (filter.recipient !== undefined) return 'messages_by_recipient';
  if (filter.batchId !== undefined) return 'messages_by_batch';
  return 'messages_by_account';
}

function toMessageRecord(row: RowDataPacket): MessageRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    batchId: row.batch_id,
    carrier: row.carrier,
    failure:
      row.error_code === null
        ? null
        : { code: row.error_code as ErrorCode, carrierCode: row.error_carrier_code, raw: row.error_raw },
    recipient: row.recipient,
    sender: row.sender,
    country: row.country,
    body: row.body,
    encoding: row.encoding,
    segments: row.segments,
    partCount: row.part_count,
    priority: row.priority,
    requestRead: row.request_read === 1,
    price: row.price,
    currency: row.currency,
    clientRef: row.client_ref,
    metadata: row.metadata === null ? null : JSON.parse(row.metadata),
    tags: row.tags === null ? null : JSON.parse(row.tags),
    validity: row.validity,
    queuedAt: row.queued_at,
    startsAt: row.starts_at,
    status: row.status as Status,
    sequence: row.sequence,
    attempts: row.attempts,
    possibleDuplicate: row.possible_duplicate === 1,
    sentAt: row.sent_at,
    acceptedAt: row.accepted_at,
    finalAt: row.final_at,
    readAt: row.read_at,
  };
}
