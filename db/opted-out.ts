/** Which messages go to recipients who want none of them: asked when they are handed in, and again when they are about to go out. */
import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import { firstIdAt, timeOfId } from './id-time';
import { allSenders, toKeptSender } from './suppressions';

export interface Addressed {
  readonly accountId: number;
  readonly recipient: string;
  readonly sender: string;
}

/**
 * Those of the messages whose recipients have opted out, as far as it is committed now. An account without any suppression costs one look
 * into an index, whatever the number of its messages.
 */
export async function optedOut<Message extends Addressed>(
  tx: PoolConnection,
  messages: readonly Message[],
): Promise<ReadonlySet<Message>> {
  const unwanted = new Set<Message>();
  for (const { account_id } of await suppressionsOf(tx, messages, '', 1)) {
    const own = messages.filter(({ accountId }) => accountId === account_id);
    // A plain list costs the server less than the JSON lists of rows.ts: it is read in the order of the index.
    const [rows] = await tx.query<RowDataPacket[]>(
      `SELECT account_id, recipient, sender FROM suppressions FORCE INDEX (suppressions_by_recipient)
        WHERE account_id = ? AND recipient IN (?)`,
      [account_id, own.map(({ recipient }) => recipient)],
    );
    for (const message of own.filter(heldBy(rows))) unwanted.add(message);
  }
  return unwanted;
}

/** Suppressions of an account that are read rather than asked for by recipient. */
const mostRead = 100;
/** How far the clocks of hosts may be apart, and how long a transaction may take (ms). */
const slack = 10 * 60_000;

/**
 * The same for messages that were asked about when they were handed in: only who has opted out since then can be new. Mostly nobody has,
 * so this is one short read, however many have in all. `messages` are in the order of their ids, which are never younger than what was
 * asked then.
 */
export async function optedOutSince<Message extends Addressed & { readonly id: string }>(
  tx: PoolConnection,
  messages: readonly Message[],
): Promise<ReadonlySet<Message>> {
  const [oldest] = messages;
  if (oldest === undefined) return new Set();
  const since = firstIdAt(new Date(timeOfId(oldest.id) - slack));
  const rows = await suppressionsOf(tx, messages, since, mostRead);
  return rows.length < mostRead ? new Set(messages.filter(heldBy(rows))) : optedOut(tx, messages);
}

/** Up to `most` suppressions of each account that these messages are of, from the id `since` on. */
async function suppressionsOf(
  tx: PoolConnection,
  messages: readonly Addressed[],
  since: string,
  most: number,
): Promise<RowDataPacket[]> {
  const accounts = [...new Set(messages.map(({ accountId }) => accountId))];
  if (accounts.length === 0) return [];
  const look = `(SELECT account_id, recipient, sender FROM suppressions FORCE INDEX (suppressions_by_account)
    WHERE account_id = ? AND id >= ? LIMIT ${most})`;
  const [rows] = await tx.query<RowDataPacket[]>(
    accounts.map(() => look).join(' UNION ALL '),
    accounts.flatMap((account) => [account, since]),
  );
  return rows;
}

/** Whether one of these suppressions holds for a message. */
function heldBy(suppressions: readonly RowDataPacket[]): (message: Addressed) => boolean {
  const held = new Set(suppressions.map((row) => keyOf(row.account_id, row.recipient, row.sender)));
  if (held.size === 0) return () => false;
  return ({ accountId, recipient, sender }) =>
    held.has(keyOf(accountId, recipient, allSenders)) || held.has(keyOf(accountId, recipient, toKeptSender(sender)));
}

function keyOf(account: number, recipient: string, sender: string): string {
  return `${account} ${recipient} ${sender.toLowerCase()}`;
}
