/** The `carrier_states` table: since when a carrier can't be used, so that any timer process can go on counting, and who is held. */
import type { Pool, RowDataPacket } from 'mysql2/promise';

export type Unfitness = 'carrier_down' | 'carrier_refusing';

export interface CarrierState {
  readonly unfitSince: Date;
  readonly reason: Unfitness;
}

/** The carriers that are unfit now. */
export async function unfitCarriers(pool: Pool): Promise<Map<string, CarrierState>> {
  const [rows] = await pool.query<RowDataPacket[]>(
    'SELECT carrier, unfit_since, reason FROM carrier_states WHERE unfit_since IS NOT NULL',
  );
  return new Map(rows.map((row) => [row.carrier, { unfitSince: row.unfit_since, reason: row.reason }]));
}

/** Null: fit again. */
export async function saveCarrierState(pool: Pool, carrier: string, state: CarrierState | null): Promise<void> {
  await pool.query(
    `INSERT INTO carrier_states (carrier, unfit_since, reason) VALUES (?)
      ON DUPLICATE KEY UPDATE unfit_since = VALUES(unfit_since), reason = VALUES(reason)`,
    [[carrier, state?.unfitSince ?? null, state?.reason ?? null]],
  );
}

/** The carriers that an operator holds, and since when. */
export async function pausedCarriers(pool: Pool): Promise<Map<string, Date>> {
  const [rows] = await pool.query<RowDataPacket[]>(
    'SELECT carrier, paused_at FROM carrier_states WHERE paused_at IS NOT NULL',
  );
  return new Map(rows.map((row) => [row.carrier, row.paused_at]));
}

/** Holds a carrier since `at`, or lets it go on (null). Pausing one that is paused keeps its time. */
export async function setPaused(pool: Pool, carrier: string, at: Date | null): Promise<void> {
  await pool.query(
    `INSERT INTO carrier_states (carrier, paused_at) VALUES (?)
      ON DUPLICATE KEY UPDATE paused_at = IF(VALUES(paused_at) IS NULL, NULL, COALESCE(paused_at, VALUES(paused_at)))`,
    [[carrier, at]],
  );
}
