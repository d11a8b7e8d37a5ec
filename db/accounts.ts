/** The `accounts` table: who sends. */
import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';

/** The id of the account with this name, which is made when there is none. */
export async function ensureAccount(pool: Pool, name: string): Promise<number> {
  const [result] = await pool.query<ResultSetHeader>(
    'INSERT INTO accounts (name, created_at) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)',
    [name, new Date()],
  );
  return result.insertId;
}

/** Names never change, so each is asked for once. */
const names = new WeakMap<Pool, Map<number, string>>();

export async function accountName(pool: Pool, id: number): Promise<string> {
  const known = names.get(pool) ?? new Map<number, string>();
  names.set(pool, known);
  const name = known.get(id);
  if (name !== undefined) return name;
  const [rows] = await pool.query<RowDataPacket[]>('SELECT name FROM accounts WHERE id = ?', [id]);
  const found = String(rows[0]?.name ?? '');
  known.set(id, found);
  return found;
}
