/** The `batches` and `batch_rejections` tables. */
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import { type BatchCounts, countsOf } from './batch-counts';
import { insertRows } from './rows';

export interface Rejection {
  /** Counts from 1. */
  readonly row: number;
  readonly errors: readonly { pointer: string; code: string; detail: string }[];
}

export interface NewBatch {
  readonly id: string;
  readonly accountId: number;
  readonly name: string | null;
  readonly total: number;
  readonly rejections: readonly Rejection[];
  /** Decimal text: the price of all its messages. */
  readonly cost: string;
  readonly currency: string | null;
  readonly createdAt: Date;
}

export interface BatchRow {
  readonly id: string;
  readonly name: string | null;
  readonly total: number;
  readonly rejectedRows: number;
  readonly cost: string;
  readonly currency: string | null;
  readonly createdAt: Date;
  readonly counts: BatchCounts;
}

export async function insertBatch(tx: PoolConnection, batch: NewBatch): Promise<void> {
  await insertRows(
    tx,
    'batches',
    ['id', 'account_id', 'name', 'total', 'rejected_rows', 'cost', 'currency', 'created_at'],
    [
      [
        batch.id,
        batch.accountId,
        batch.name,
        batch.total,
        batch.rejections.length,
        batch.cost,
        batch.currency,
        batch.createdAt,
      ],
    ],
  );
  await insertRows(
    tx,
    'batch_rejections',
    ['batch_id', 'row_no', 'errors'],
    batch.rejections.map(({ row, errors }) => [batch.id, row, JSON.stringify(errors)]),
  );
}

const columns = 'id, name, total, rejected_rows, cost, currency, created_at';

export async function findBatch(pool: Pool, accountId: number, id: string): Promise<BatchRow | null> {
  const [rows] = await pool.query<RowDataPacket[]>(`SELECT ${columns} FROM batches WHERE account_id = ? AND id = ?`, [
    accountId,
    id,
  ]);
  return (await withCounts(pool, rows))[0] ?? null;
}

/** Newest first; `before` is the id to continue behind. */
export async function listBatches(
  pool: Pool,
  accountId: number,
  limit: number,
  before: string | null,
): Promise<BatchRow[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT ${columns} FROM batches WHERE account_id = ? ${before === null ? '' : 'AND id < ?'} ORDER BY id DESC LIMIT ?`,
    before === null ? [accountId, limit] : [accountId, before, limit],
  );
  return withCounts(pool, rows);
}

export async function listRejections(pool: Pool, batchId: string, limit: number, after: number): Promise<Rejection[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    'SELECT row_no AS number, errors FROM batch_rejections WHERE batch_id = ? AND row_no > ? ORDER BY row_no LIMIT ?',
    [batchId, after, limit],
  );
  return rows.map((row) => ({ row: row.number, errors: JSON.parse(row.errors) }));
}

async function withCounts(pool: Pool, rows: readonly RowDataPacket[]): Promise<BatchRow[]> {
  if (rows.length === 0) return [];
  const counts = await countsOf(
    pool,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    total: row.total,
    rejectedRows: row.rejected_rows,
    cost: row.cost,
    currency: row.currency,
    createdAt: row.created_at,
    counts: counts.get(row.id) as BatchCounts,
  }));
}
