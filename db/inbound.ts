/**
 * Inbound messages, from the parts that carriers hand us to whole ones: what came before is recognised, parts are put together, the
 * message gets its account, and STOP and START take effect, all in the transaction that stores the last part.
 */
import type { Pool, PoolConnection } from 'mysql2/promise';
import { newUlid } from '../message/id';
import type { InboundPart } from '../message/inbound';
import { reassemble } from '../message/reassembly';
import { type Identity, identityOf } from '../message/redelivery';
import { deliverInbound, type Heard } from './inbound-delivery';
import { lockOn, noteFingerprints } from './inbound-fingerprints';
import { assignParts, insertParts, type NewPart, type PlacedPart, waitingParts } from './inbound-parts';
import { inTransaction } from './transaction';

type Arrival = Identity & { readonly part: InboundPart };

/**
 * Stores parts in order of arrival, all or nothing. What was delivered before is not stored again; where it was a STOP it is obeyed
 * once more, since a START may have come between.
 *
 * Crash before the commit: nothing was stored or acknowledged, and the carrier brings it again; after it: the same, and it is
 * recognised.
 */
export function storeInbound(pool: Pool, parts: readonly InboundPart[]): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const arrivals = parts.map((part): Arrival => ({ part, ...identityOf(part) }));
    const fresh = await takeNew(tx, arrivals);
    const heard = new Map<InboundPart, Heard>();
    const stored: NewPart[] = [];
    for (const arrival of arrivals) {
      if (arrival.assembly !== null) continue;
      const { part } = arrival;
      const repeated = !fresh.has(arrival);
      const id = newUlid();
      heard.set(part, { id, parts: [part], missing: [], repeated });
      if (!repeated) stored.push({ part, inboundId: id, assemblyKey: null, assembly: null });
    }
    for (const [key, arrived] of byAssembly([...fresh])) await assemble(tx, key, arrived, heard, stored);
    await insertParts(tx, stored);
    // In the order in which they became whole.
    await deliverInbound(
      tx,
      parts.flatMap((part) => heard.get(part) ?? []),
    );
  });
}

/** Those that were not delivered before. Their assemblies are locked from here on. */
async function takeNew(tx: PoolConnection, arrivals: readonly Arrival[]): Promise<Set<Arrival>> {
  const keys = arrivals.flatMap(({ assembly }) => assembly ?? []);
  const fresh = await noteFingerprints(tx, [
    ...arrivals.map(({ fingerprint, keepFor, part }) => ({ fingerprint, keepFor, at: part.receivedAt })),
    ...keys.map(lockOn),
  ]);
  // Of two alike in one commit the first counts.
  return new Set(arrivals.filter(({ fingerprint }) => fresh.delete(fingerprint)));
}

function byAssembly(arrivals: readonly Arrival[]): Map<string, PlacedPart[]> {
  const groups = new Map<string, PlacedPart[]>();
  for (const { assembly, part } of arrivals) {
    if (assembly === null || !isPlaced(part)) continue;
    groups.set(assembly, [...(groups.get(assembly) ?? []), part]);
  }
  return groups;
}

function isPlaced(part: InboundPart): part is PlacedPart {
  return part.place !== null;
}

/** Puts parts that share a key beside those that wait; what becomes whole is heard with its last part. */
async function assemble(
  tx: PoolConnection,
  key: string,
  arrived: readonly PlacedPart[],
  heard: Map<InboundPart, Heard>,
  stored: NewPart[],
): Promise<void> {
  const { placed, whole } = reassemble(await waitingParts(tx, key), arrived, newUlid);
  const ids = new Map(whole.map(({ assembly }) => [assembly, newUlid()]));
  for (const { assembly, part } of placed)
    stored.push({ part, inboundId: ids.get(assembly) ?? null, assemblyKey: key, assembly });
  for (const { assembly, parts, last } of whole) {
    const id = ids.get(assembly) as string;
    await assignParts(tx, key, assembly, id);
    heard.set(last, { id, parts, missing: [], repeated: false });
  }
}
