/** The `inbound_fingerprints` table: deliveries that were seen, each until it can't come again. Its rows are locks, too. */
import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2/promise';
import { newUlid } from '../message/id';
import { asciiList, insertRows, listTable, selectRows, toJson } from './rows';

export interface Seen {
  readonly fingerprint: string;
  /** How long a second one is the same delivery (ms). */
  readonly keepFor: number;
  readonly at: Date;
}

/** For a key that is noted for its lock alone; it is free again with the end of the transaction. */
export function lockOn(key: string): Seen {
  return { fingerprint: key, keepFor: 0, at: new Date() };
}

/** A row that is over is taken over. Assignments may see those before them, so the end, which decides, is set last. */
const takeOver = `ON DUPLICATE KEY UPDATE
  token = IF(until_at <= VALUES(seen_at), VALUES(token), token),
  seen_at = IF(until_at <= VALUES(seen_at), VALUES(seen_at), seen_at),
  until_at = IF(until_at <= VALUES(seen_at), VALUES(until_at), until_at)`;

/**
 * Notes these fingerprints and returns those that nobody had noted. Their rows stay locked until the transaction ends, so of two processes
 * that are handed the same, the second waits and finds that the first has it. In key order, so that none waits in a circle.
 */
export async function noteFingerprints(tx: PoolConnection, seen: readonly Seen[]): Promise<Set<string>> {
  if (seen.length === 0) return new Set();
  const token = newUlid();
  const sorted = [...new Map(seen.map((each) => [each.fingerprint, each])).values()].sort((a, b) =>
    a.fingerprint < b.fingerprint ? -1 : 1,
  );
  await insertRows(
    tx,
    'inbound_fingerprints',
    ['fingerprint', 'token', 'seen_at', 'until_at'],
    sorted.map(({ fingerprint, keepFor, at }) => [fingerprint, token, at, new Date(at.getTime() + keepFor)]),
    takeOver,
  );
  const rows = await selectRows(
    tx,
    `SELECT inbound_fingerprints.fingerprint FROM ${listTable({ fingerprint: asciiList })}
      STRAIGHT_JOIN inbound_fingerprints ON inbound_fingerprints.fingerprint = list.fingerprint
      WHERE token = ?`,
    [toJson(sorted.map(({ fingerprint }) => [fingerprint])), token],
  );
  return new Set(rows.map((row) => row.fingerprint));
}

/** Forgets what can't come again, at most `limit`; how many. */
export async function forgetFingerprints(pool: Pool, now: Date, limit: number): Promise<number> {
  const [result] = await pool.query<ResultSetHeader>(
    'DELETE FROM inbound_fingerprints WHERE until_at <= ? ORDER BY until_at LIMIT ?',
    [now, limit],
  );
  return result.affectedRows;
}
