/** What /readyz asks of the parts that this process can't work without. */
import type { Pool } from 'mysql2/promise';
import { pendingMigrations } from '../db/schema-state';
import type { Check } from './health';

/** Reached, and its schema is ours. */
export function databaseCheck(pool: Pool): Check {
  return async () => {
    const pending = await pendingMigrations(pool);
    return pending.length === 0 ? null : 'not migrated';
  };
}

export function redisCheck(redis: { ping(): Promise<unknown> }): Check {
  return async () => {
    await redis.ping();
    return null;
  };
}
