import type { Pool, PoolConnection } from 'mysql2/promise';

/** MySQL's ER_LOCK_DEADLOCK and ER_LOCK_WAIT_TIMEOUT: the transaction was rolled back, and the same one may well succeed now. */
const retryable = new Set([1213, 1205]);
const tries = 10;

/**
 * Runs `work` in one transaction and commits it; rolls back when it throws. `work` may run several times (after a deadlock or a
 * lock timeout), so it must change nothing but the database.
 *
 * Crash: before COMMIT is written nothing has happened; after it, all has. Whoever waits for the answer was told nothing yet.
 */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolConnection) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const tx = await pool.getConnection();
    try {
      await tx.query('START TRANSACTION');
      const result = await work(tx);
      await tx.query('COMMIT');
      tx.release();
      return result;
    } catch (error) {
      await abandon(tx);
      if (attempt >= tries || !retryable.has(errno(error))) throw error;
    }
  }
}

/** A connection that can't even roll back is not given back to the pool. */
async function abandon(tx: PoolConnection): Promise<void> {
  try {
    await tx.query('ROLLBACK');
    tx.release();
  } catch {
    tx.destroy();
  }
}

function errno(error: unknown): number {
  return typeof error === 'object' && error !== null && 'errno' in error ? Number(error.errno) : 0;
}
