import type { Pool, PoolConnection } from 'mysql2/promise';
import { newUlid } from '../message/id';
import { inOrder, missingOf, type Waiting } from '../message/reassembly';
import { deliverInbound, type Heard } from './inbound-delivery';
import { lockOn, noteFingerprints } from './inbound-fingerprints';
import { assignParts, keysOverdue, type PlacedPart, waitingParts } from './inbound-parts';
import { inTransaction } from './transaction';

/**
 * Gives up waiting for the rest of messages whose first part came before `before`: delivers what there is of them. Looks at no more than
 * `limit`, each in a transaction of its own. Returns how many it delivered. Safe to run twice: under the lock a message has its parts waiting
 * or has not.
 */
export async function deliverIncomplete(pool: Pool, before: Date, limit: number): Promise<number> {
  let delivered = 0;
  for (const key of await keysOverdue(pool, before, limit)) {
    delivered += await inTransaction(pool, async (tx) => {
      await noteFingerprints(tx, [lockOn(key)]);
      const heard = await giveUp(tx, key, before);
      await deliverInbound(tx, heard);
      return heard.length;
    });
  }
  return delivered;
}

async function giveUp(tx: PoolConnection, key: string, before: Date): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const [assembly, parts] of byAssembly(await waitingParts(tx, key))) {
    if (parts.every(({ receivedAt }) => receivedAt > before)) continue;
    const id = newUlid();
    await assignParts(tx, key, assembly, id);
    heard.push({ id, parts: inOrder(parts), missing: missingOf(parts), repeated: false });
  }
  return heard;
}

function byAssembly(waiting: readonly Waiting<PlacedPart>[]): Map<string, PlacedPart[]> {
  const groups = new Map<string, PlacedPart[]>();
  for (const { assembly, part } of waiting) groups.set(assembly, [...(groups.get(assembly) ?? []), part]);
  return groups;
}
