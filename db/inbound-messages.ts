/** The `inbound_messages` table: what handsets sent us, whole. */
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Charset } from '../message/charset';
import type { OptOut } from '../message/opt-out';
import { firstIdAt } from './id-time';
import { cutPage, type PageRequest, pageBounds, pageOrder } from './page';
import { insertRows, type Value } from './rows';

export interface InboundMessage {
  readonly id: string;
  /** Whose it is; null when nobody has sent from `to` to `from` lately. */
  readonly accountId: number | null;
  readonly carrier: string;
  readonly from: string;
  readonly to: string;
  /** Null when it is no text; then `data` is what it is. */
  readonly body: string | null;
  readonly data: Buffer | null;
  readonly charset: Charset;
  readonly partCount: number;
  /** Numbers of parts that never came. */
  readonly missing: readonly number[];
  readonly optOut: OptOut | null;
  readonly receivedAt: Date;
}

export interface InboundFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Received at or after, and before. */
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
}

export interface InboundPage {
  readonly messages: readonly InboundMessage[];
  /** There is more in the direction that was asked for. */
  readonly hasMore: boolean;
}

const columns = `id, account_id, carrier, sender, recipient, body, data, charset, part_count, missing, opt_out, received_at`;

export async function insertInbound(tx: PoolConnection, messages: readonly InboundMessage[]): Promise<void> {
  await insertRows(
    tx,
    'inbound_messages',
    columns.split(', '),
    messages.map((message) => [
      message.id,
      message.accountId,
      message.carrier,
      message.from,
      message.to,
      message.body,
      message.data,
      message.charset,
      message.partCount,
      message.missing.length === 0 ? null : JSON.stringify(message.missing),
      message.optOut,
      message.receivedAt,
    ]),
  );
}

/**
 * A page of the account's inbound messages, newest first, by key; with `unassigned` also of those that are nobody's. Each of the two is
 * read by its index, and then they are merged.
 */
export async function listInbound(
  pool: Pool,
  accountId: number,
  unassigned: boolean,
  filter: InboundFilter,
  page: PageRequest,
): Promise<InboundPage> {
  const order = pageOrder(page);
  const { where, values } = conditionsFor(filter, page);
  const index = filter.from === undefined ? 'inbound_messages_by_account' : 'inbound_messages_by_sender';
  const select = (account: string) =>
    `(SELECT ${columns} FROM inbound_messages FORCE INDEX (${index}) WHERE ${[account, ...where].join(' AND ')} ${order})`;
  const limit = page.limit + 1;
  const own = [accountId, ...values, limit];
  const [rows] = unassigned
    ? await pool.query<RowDataPacket[]>(
        `${select('account_id = ?')} UNION ALL ${select('account_id IS NULL')} ${order}`,
        [...own, ...values, limit, limit],
      )
    : await pool.query<RowDataPacket[]>(select('account_id = ?'), own);
  const { items, hasMore } = cutPage(rows.map(toInboundMessage), page);
  return { messages: items, hasMore };
}

/** An id is never younger than its row, so the beginning of the time range bounds the ids too, give or take the clocks of several hosts. */
const idSlack = 3_600_000;

function conditionsFor(filter: InboundFilter, page: PageRequest): { where: string[]; values: Value[] } {
  const conditions: (readonly [sql: string, value: Value])[] = [];
  if (filter.from !== undefined) conditions.push(['sender = ?', filter.from]);
  if (filter.to !== undefined) conditions.push(['recipient = ?', filter.to]);
  if (filter.createdFrom !== undefined) {
    conditions.push(['received_at >= ?', filter.createdFrom]);
    conditions.push(['id >= ?', firstIdAt(new Date(filter.createdFrom.getTime() - idSlack))]);
  }
  if (filter.createdBefore !== undefined) conditions.push(['received_at < ?', filter.createdBefore]);
  conditions.push(...pageBounds(page));
  return { where: conditions.map(([sql]) => sql), values: conditions.map(([, value]) => value) };
}

function toInboundMessage(row: RowDataPacket): InboundMessage {
  return {
    id: row.id,
    accountId: row.account_id,
    carrier: row.carrier,
    from: row.sender,
    to: row.recipient,
    body: row.body,
    data: row.data,
    charset: row.charset,
    partCount: row.part_count,
    missing: row.missing === null ? [] : JSON.parse(row.missing),
    optOut: row.opt_out,
    receivedAt: row.received_at,
  };
}
