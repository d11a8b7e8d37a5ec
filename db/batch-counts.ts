/** The `batch_counts` table: how many messages of a batch stand where, kept by the ledger's deltas. */
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import { type Status, statuses } from '../message/status';
import { adding, insertRows } from './rows';

const counters = [...statuses, 'final'] as const;
export type BatchCounter = (typeof counters)[number];
export type BatchCounts = Readonly<Record<BatchCounter, number>>;

/** Changes of counters by batch, gathered over one commit. */
export class BatchDeltas {
  private readonly byBatch = new Map<string, Map<BatchCounter, number>>();

  add(batchId: string | null, counter: BatchCounter, by: number): void {
    if (batchId === null || by === 0) return;
    const deltas = this.byBatch.get(batchId) ?? new Map<BatchCounter, number>();
    this.byBatch.set(batchId, deltas.set(counter, (deltas.get(counter) ?? 0) + by));
  }

  move(batchId: string | null, from: Status, to: Status, becameFinal: number): void {
    if (from !== to) {
      this.add(batchId, from, -1);
      this.add(batchId, to, 1);
    }
    this.add(batchId, 'final', becameFinal);
  }

  /** Rows in key order, so that two commits never wait for each other in a circle. */
  rows(shard: number): (string | number)[][] {
    return [...this.byBatch.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([batchId, deltas]) => [batchId, shard, ...counters.map((counter) => deltas.get(counter) ?? 0)]);
  }
}

/** The last write of a commit: these rows are what other commits of the same batch wait for. */
export async function addCounts(tx: PoolConnection, deltas: BatchDeltas, shard: number): Promise<void> {
  await insertRows(tx, 'batch_counts', ['batch_id', 'shard', ...counters], deltas.rows(shard), adding(counters));
}

/** The counts of these batches, all zero for one without messages. */
export async function countsOf(
  tx: Pool | PoolConnection,
  batchIds: readonly string[],
): Promise<Map<string, BatchCounts>> {
  const sums = counters.map((counter) => `CAST(SUM(\`${counter}\`) AS SIGNED) AS \`${counter}\``).join(', ');
  const [rows] = await tx.query<RowDataPacket[]>(
    `SELECT batch_id, ${sums} FROM batch_counts WHERE batch_id IN (?) GROUP BY batch_id`,
    [batchIds],
  );
  const sumsOf = new Map(rows.map((row) => [row.batch_id as string, row]));
  return new Map(batchIds.map((id) => [id, toCounts(sumsOf.get(id))]));
}

function toCounts(row: RowDataPacket | undefined): BatchCounts {
  return Object.fromEntries(counters.map((counter) => [counter, Number(row?.[counter] ?? 0)])) as BatchCounts;
}
