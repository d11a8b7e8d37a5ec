/** The `accounts` table: who sends. */
import type { Pool, ResultSetHeader } from 'mysql2/promise';

/** The id of the account with this name, which is made when there is none. */
export async function ensureAccount(pool: Pool, name: string): Promise<number> {
  const [result] = await pool.query<ResultSetHeader>(
    'INSERT INTO accounts (name, created_at) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)',
    [name, new Date()],
  );
  return result.insertId;
}
