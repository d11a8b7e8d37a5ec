import type { Pool } from 'mysql2/promise';
import type { Logger } from 'pino';
import { type LedgerEntry, type LedgerOptions, type Recorded, record } from '../../db/ledger';
import { isUnavailable } from '../../db/unavailable';

/**
 * Records all entries, in one commit when the database takes them so. One that it refuses is left out, found by halving, so that it keeps
 * nobody else from being recorded. Throws while the database is away.
 */
export async function recordEach(
  pool: Pool,
  entries: readonly LedgerEntry[],
  options: LedgerOptions,
  log: Logger,
): Promise<Recorded[]> {
  if (entries.length === 0) return [];
  try {
    return [await record(pool, entries, options)];
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (entries.length === 1) {
      log.error({ err: error }, 'the ledger refused a fact');
      return [];
    }
    const middle = entries.length >> 1;
    const first = await recordEach(pool, entries.slice(0, middle), options, log);
    return [...first, ...(await recordEach(pool, entries.slice(middle), options, log))];
  }
}
