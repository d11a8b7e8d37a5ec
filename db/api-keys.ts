/** The `api_keys` table. Only a key's SHA-256 is stored: a key is 160 random bits, so a plain hash can't be guessed backwards. */
import { createHash, randomBytes } from 'node:crypto';
import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { newUlid } from '../message/id';

export const scopes = ['send', 'read', 'admin'] as const;
export type Scope = (typeof scopes)[number];
/** A test key reaches the simulator's numbers only. */
export type KeyMode = 'live' | 'test';

export interface ApiKey {
  readonly id: string;
  readonly accountId: number;
  readonly account: string;
  /** How the key begins, to recognise it. */
  readonly hint: string;
  readonly mode: KeyMode;
  readonly scopes: ReadonlySet<Scope>;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export interface NewKey {
  readonly accountId: number;
  readonly mode: KeyMode;
  readonly scopes: readonly Scope[];
}

const hintLength = 'wk_live_'.length + 4;
const columns = `api_keys.id, account_id, accounts.name AS account, hint, mode, scopes, api_keys.created_at, revoked_at
  FROM api_keys JOIN accounts ON accounts.id = account_id`;

/** Makes a key. Its text is returned here and never again. */
export async function createKey(pool: Pool, { accountId, mode, scopes }: NewKey): Promise<{ id: string; key: string }> {
  const id = newUlid();
  const key = `wk_${mode}_${randomBytes(20).toString('hex')}`;
  await pool.query(
    'INSERT INTO api_keys (id, account_id, hash, hint, mode, scopes, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [id, accountId, hashOf(key), key.slice(0, hintLength), mode, scopes.join(','), new Date()],
  );
  return { id, key };
}

/** The key with this text, revoked or not; null when there is none. */
export async function findKey(pool: Pool, key: string): Promise<ApiKey | null> {
  const [rows] = await pool.query<RowDataPacket[]>(`SELECT ${columns} WHERE hash = ?`, [hashOf(key)]);
  return rows[0] ? toApiKey(rows[0]) : null;
}

/** Every key, the oldest first. */
export async function listKeys(pool: Pool): Promise<ApiKey[]> {
  const [rows] = await pool.query<RowDataPacket[]>(`SELECT ${columns} ORDER BY api_keys.id`);
  return rows.map(toApiKey);
}

/** Revokes a key for good. `absent`: there is no such key; revoking one twice keeps its first time. */
export async function revokeKey(pool: Pool, id: string): Promise<'revoked' | 'was revoked' | 'absent'> {
  const [result] = await pool.query<ResultSetHeader>(
    'UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
    [new Date(), id],
  );
  if (result.affectedRows === 1) return 'revoked';
  const [rows] = await pool.query<RowDataPacket[]>('SELECT id FROM api_keys WHERE id = ?', [id]);
  return rows.length === 1 ? 'was revoked' : 'absent';
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function toApiKey(row: RowDataPacket): ApiKey {
  const listed = new Set<string>(row.scopes.split(','));
  return {
    id: row.id,
    accountId: row.account_id,
    account: row.account,
    hint: row.hint,
    mode: row.mode === 'live' ? 'live' : 'test',
    scopes: new Set(scopes.filter((scope) => listed.has(scope))),
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
