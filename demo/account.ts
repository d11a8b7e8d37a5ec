import { ensureAccount } from '../db/accounts';
import { createKey } from '../db/api-keys';
import { openDatabase } from '../db/connect';

export const ACCOUNT = 'demo';

/** A new admin key of the demo's account; keys of earlier runs stay valid, but only their hashes are stored. */
export async function createAdminKey(databaseUrl: string): Promise<string> {
  const database = openDatabase(databaseUrl, { connections: 1 });
  try {
    const accountId = await ensureAccount(database.pool, ACCOUNT);
    const { key } = await createKey(database.pool, { accountId, mode: 'live', scopes: ['send', 'read', 'admin'] });
    return key;
  } finally {
    await database.close();
  }
}
