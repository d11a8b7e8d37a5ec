/** The `messages` table as the ledger sees it: lock rows, read their state, write back what has changed. */
import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { ErrorCode } from '../message/error';
import type { Carriage } from '../message/fact';
import type { MessageState } from '../message/state';
import type { Status } from '../message/status';
import { asciiList, change, listTable, selectRows, textList, toJson, type Value } from './rows';

/** A locked message: its state, and what the ledger needs besides. */
export interface LockedMessage {
  readonly id: string;
  readonly accountId: number;
  readonly batchId: string | null;
  /** Null when it could go nowhere. */
  readonly parcelId: string | null;
  readonly priority: number;
  readonly state: MessageState;
  /** Set when another carrier takes it: how. */
  readonly carriage?: Carriage;
}

/** The columns that facts can change. */
const changing = [
  'parcel_id',
  'carrier',
  'status',
  'by_timer',
  'sequence',
  'attempts',
  'still_trying',
  'in_doubt',
  'possible_duplicate',
  'error_code',
  'error_carrier_code',
  'error_raw',
  'sent_at',
  'accepted_at',
  'final_at',
  'read_at',
  'deadline_at',
] as const;

/** The columns that change only with the carrier; nobody needs to read them to decide. */
const changingWithCarrier = ['encoding', 'segments', 'part_count', 'price', 'currency'] as const;

type Changing = (typeof changing)[number] | (typeof changingWithCarrier)[number];

export const stateColumns = ['id', 'account_id', 'batch_id', 'priority', 'part_count', 'starts_at', 'validity']
  .concat(changing)
  .map((column) => `messages.${column}`)
  .join(', ');

/** Locks the messages in key order (so that two ledgers never wait for each other in a circle) and returns those that exist. */
export async function lockMessages(tx: PoolConnection, ids: readonly string[]): Promise<LockedMessage[]> {
  if (ids.length === 0) return [];
  const rows = await selectRows(
    tx,
    `SELECT ${stateColumns} FROM ${listTable({ id: asciiList })} STRAIGHT_JOIN messages ON messages.id = list.id FOR UPDATE`,
    [toJson([...ids].sort().map((id) => [id]))],
  );
  return rows.map(toLockedMessage);
}

/** Whom messages went to, by id. It never changes, so nothing is locked. */
export async function recipientsOf(tx: PoolConnection, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await selectRows(
    tx,
    `SELECT messages.id, recipient FROM ${listTable({ id: asciiList })} STRAIGHT_JOIN messages ON messages.id = list.id`,
    [toJson(ids.map((id) => [id]))],
  );
  return new Map(rows.map((row) => [row.id, row.recipient]));
}

/** Writes the columns that differ from `before`. Messages that changed in the same columns share one statement. */
export async function updateMessages(
  tx: PoolConnection,
  changes: readonly { before: LockedMessage; after: LockedMessage }[],
): Promise<void> {
  const groups = new Map<string, { columns: Changing[]; rows: Value[][] }>();
  for (const { before, after } of changes) {
    const old = toColumns(before);
    const now = toColumns(after);
    const columns = [...changing, ...(after.carriage ? changingWithCarrier : [])].filter(
      (column) => !same(old[column], now[column]),
    );
    const key = columns.join();
    const group = groups.get(key) ?? { columns, rows: [] };
    group.rows.push([after.id, ...columns.map((column) => now[column] ?? null)]);
    groups.set(key, group);
  }
  for (const { columns, rows } of groups.values()) {
    if (columns.length === 0) continue;
    const types = Object.fromEntries(columns.map((column) => [column, column === 'error_raw' ? textList : asciiList]));
    const set = columns.map((column) => `messages.${column} = list.${column}`).join(', ');
    await change(
      tx,
      `UPDATE ${listTable({ id: asciiList, ...types })} STRAIGHT_JOIN messages ON messages.id = list.id SET ${set}`,
      [toJson(rows)],
    );
  }
}

function same(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || (a instanceof Date && b instanceof Date && a.getTime() === b.getTime());
}

export function toLockedMessage(row: RowDataPacket): LockedMessage {
  return {
    id: row.id,
    accountId: row.account_id,
    batchId: row.batch_id,
    parcelId: row.parcel_id,
    priority: row.priority,
    state: {
      status: row.status as Status,
      byTimer: row.by_timer === 1,
      sequence: row.sequence,
      partCount: row.part_count,
      attempts: row.attempts,
      carrier: row.carrier,
      startsAt: row.starts_at,
      validity: row.validity * 1000,
      stillTrying: row.still_trying === 1,
      inDoubt: row.in_doubt === 1,
      possibleDuplicate: row.possible_duplicate === 1,
      failure:
        row.error_code === null
          ? null
          : { code: row.error_code as ErrorCode, carrierCode: row.error_carrier_code, raw: row.error_raw },
      sentAt: row.sent_at,
      acceptedAt: row.accepted_at,
      finalAt: row.final_at,
      readAt: row.read_at,
      deadlineAt: row.deadline_at,
    },
  };
}

function toColumns({ parcelId, state, carriage }: LockedMessage): Partial<Record<Changing, Value>> {
  return {
    parcel_id: parcelId,
    carrier: state.carrier,
    status: state.status,
    by_timer: state.byTimer ? 1 : 0,
    sequence: state.sequence,
    attempts: state.attempts,
    still_trying: state.stillTrying ? 1 : 0,
    in_doubt: state.inDoubt ? 1 : 0,
    possible_duplicate: state.possibleDuplicate ? 1 : 0,
    error_code: state.failure?.code ?? null,
    error_carrier_code: state.failure?.carrierCode ?? null,
    error_raw: state.failure?.raw ?? null,
    sent_at: state.sentAt,
    accepted_at: state.acceptedAt,
    final_at: state.finalAt,
    read_at: state.readAt,
    deadline_at: state.deadlineAt,
    ...(carriage && {
      encoding: carriage.encoding,
      segments: carriage.segments,
      part_count: carriage.partCount,
      price: carriage.price,
      currency: carriage.currency,
    }),
  };
}
