import type { Pool } from 'mysql2/promise';
import type { Status } from '../message/status';
import { type LedgerOptions, write } from './ledger';
import { lockMessages } from './messages';
import { replay, type Transition } from './replay';
import { inTransaction } from './transaction';

export type Cancellation =
  | { readonly canceled: true; readonly transitions: readonly Transition[] }
  /** It is not waiting any more: what left us can't be taken back. */
  | { readonly canceled: false; readonly status: Status };

/**
 * Takes a Queued message back: it becomes Failed (`canceled`). Whether it is still Queued is asked under the row's lock, so a
 * message is either cancelled or claimed by a submit worker, never both. The caller has made sure whose message it is.
 */
export function cancelQueued(pool: Pool, messageId: string, options: LedgerOptions): Promise<Cancellation> {
  return inTransaction(pool, async (tx) => {
    const locked = await lockMessages(tx, [messageId]);
    const status = locked[0]?.state.status ?? 'failed';
    if (status !== 'queued') return { canceled: false, status };
    const changes = replay(locked, [], [{ messageId, fact: { kind: 'cancelled', at: new Date() } }]);
    await write(tx, changes, options);
    return { canceled: true, transitions: changes.transitions };
  });
}
