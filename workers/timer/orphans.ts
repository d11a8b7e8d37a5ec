import { type Candidate, findByAlias, findInDoubt } from '../../db/adoption';
import { type LedgerEntry, receiptFact } from '../../db/ledger';
import { dropOrphans, type Orphan, orphansByCarrierId, orphansDue, reviewOrphan } from '../../db/orphan-receipts';
import { idAliases } from '../../message/carrier-id';
import type { TimerDeps } from './timer';

const page = 200;
/** An orphan that found nothing is looked at again after a tenth of its age, within these bounds (ms). */
const [soonest, latest] = [1000, 300_000];
/** How long a receipt is kept for a message of a carrier that is gone (ms). */
const keepWithoutProfile = 72 * 3_600_000;

/** Looks again for the messages of receipts that came too early, were written otherwise, or belong to a message in doubt. */
export async function reuniteOrphans(deps: TimerDeps): Promise<number> {
  const { database, record } = deps;
  let found = 0;
  for (;;) {
    const orphans = await orphansDue(database.pool, new Date(), page);
    // First by their own ids: the ledger matches those by itself, and drops the orphans that it matched.
    await record(orphans);
    for (const orphan of await stillOrphans(orphans, deps)) found += (await adopt(orphan, deps)) ? 1 : 0;
    if (orphans.length < page) return found;
  }
}

async function stillOrphans(orphans: readonly Orphan[], { database }: TimerDeps): Promise<Orphan[]> {
  const left: Orphan[] = [];
  for (const orphan of orphans) {
    if (orphan.carrierMessageId === null) left.push(orphan);
    else {
      const same = await orphansByCarrierId(database.pool, orphan.carrier, [orphan.carrierMessageId]);
      if (same.some(({ orphanId }) => orphanId === orphan.orphanId)) left.push(orphan);
    }
  }
  return left;
}

/**
 * Adopts a receipt by a second look, or says when to look again. Crash between the two writes: the receipt is recorded and its orphan
 * still there; looked at again, it changes nothing, since its message has moved on.
 */
async function adopt(orphan: Orphan, deps: TimerDeps): Promise<boolean> {
  const { database, record } = deps;
  const byAlias = await findAlias(orphan, deps);
  const candidate = byAlias ?? (await findInDoubt(database.pool, orphan.carrier, orphan.recipient, orphan.sender));
  if (!candidate) {
    await reviewOrphan(database.pool, orphan.orphanId, nextLook(orphan, deps));
    return false;
  }
  await record([adoption(orphan, candidate, byAlias === null)]);
  await dropOrphans(database.pool, [orphan.orphanId]);
  return true;
}

async function findAlias(orphan: Orphan, { database, carriers }: TimerDeps): Promise<Candidate | null> {
  const rule = carriers.get(orphan.carrier)?.messageId ?? 'text';
  const ids = [orphan.says.evidence.id, orphan.says.evidence.other_id].filter((id) => typeof id === 'string');
  const aliases = ids.flatMap((id) => idAliases(id, rule));
  return findByAlias(database.pool, orphan.carrier, aliases, orphan.recipient);
}

function adoption(orphan: Orphan, { messageId, part }: Candidate, inDoubt: boolean): LedgerEntry {
  return { messageId, fact: receiptFact(orphan, part, inDoubt) };
}

function nextLook({ arrivedAt, carrier }: Orphan, { carriers }: TimerDeps): Date | null {
  const age = Date.now() - arrivedAt.getTime();
  if (age > (carriers.get(carrier)?.receipts.keepUnmatched ?? keepWithoutProfile)) return null;
  return new Date(Date.now() + Math.min(latest, Math.max(soonest, age / 10)));
}
