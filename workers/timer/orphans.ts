import { type Candidate, findByAlias, findInDoubt } from '../../db/adoption';
import { receiptFact } from '../../db/ledger';
import {
  dropOrphans,
  existingOrphans,
  type Orphan,
  orphansDue,
  orphansOf,
  reviewOrphan,
} from '../../db/orphan-receipts';
import { idAliases } from '../../message/carrier-id';
import type { TimerDeps } from './task';

const page = 200;
/** An orphan that found nothing is looked at again after a tenth of its age, within these bounds (ms). */
const [soonest, latest] = [1000, 300_000];
/** How long a receipt is kept for a message of a carrier that is gone (ms). */
const keepWithoutProfile = 72 * 3_600_000;

/** Looks again for the messages of receipts that came too early, were written otherwise, or belong to a message in doubt. */
export async function reuniteOrphans(deps: TimerDeps): Promise<number> {
  const { database, record } = deps;
  let looked = 0;
  for (;;) {
    const due = await orphansDue(database.pool, new Date(), page);
    // First by their own ids: the ledger matches those by itself, and drops the orphans that it matched.
    await record(due);
    const done = new Set<number>();
    for (const orphan of await stillThere(due, deps)) {
      if (done.has(orphan.orphanId)) continue;
      const found = (await matchByAlias(orphan, deps)) ?? (await matchDoubts(orphan, deps));
      for (const { orphanId } of found) done.add(orphanId);
      if (found.length === 0) await reviewOrphan(database.pool, orphan.orphanId, nextLook(orphan, deps));
    }
    looked += due.length;
    if (due.length < page) return looked;
  }
}

async function stillThere(due: readonly Orphan[], { database }: TimerDeps): Promise<Orphan[]> {
  const left = new Set(
    await existingOrphans(
      database.pool,
      due.map(({ orphanId }) => orphanId),
    ),
  );
  return due.filter(({ orphanId }) => left.has(orphanId));
}

/** The same id, written another way. */
async function matchByAlias(orphan: Orphan, deps: TimerDeps): Promise<Orphan[] | null> {
  const rule = deps.network.carriers.get(orphan.carrier)?.messageId ?? 'text';
  const ids = [orphan.says.evidence.id, orphan.says.evidence.other_id].filter((id) => typeof id === 'string');
  const aliases = ids.flatMap((id) => idAliases(id, rule));
  const candidate = await findByAlias(deps.database.pool, orphan.carrier, aliases, orphan.recipient);
  return candidate && adopt([{ orphan, candidate }], false, deps);
}

/**
 * Messages in doubt to the same recipient, from the same sender. Only when there is nothing to choose: as many parts in doubt as
 * ids that wait, and, when there are several, all of them saying the same. Otherwise a later receipt may tell.
 */
async function matchDoubts(orphan: Orphan, deps: TimerDeps): Promise<Orphan[]> {
  const waiting = await orphansOf(deps.database.pool, orphan);
  const ids = [...new Set(waiting.map(({ carrierMessageId }) => carrierMessageId))];
  const arrivedAt = waiting[0]?.arrivedAt ?? orphan.arrivedAt;
  const candidates = await findInDoubt(deps.database.pool, { ...orphan, arrivedAt }, ids.length + 1);
  if (candidates.length !== ids.length || (ids.length > 1 && !sayTheSame(waiting, ids))) return [];
  const pairs = waiting.map((each) => ({
    orphan: each,
    candidate: candidates[ids.indexOf(each.carrierMessageId)] as Candidate,
  }));
  return adopt(pairs, true, deps);
}

/** Whether the last word for each id is the same. */
function sayTheSame(waiting: readonly Orphan[], ids: readonly (string | null)[]): boolean {
  const last = ids.map((id) => waiting.findLast(({ carrierMessageId }) => carrierMessageId === id)?.says.status);
  return last.every((status) => status === last[0]);
}

/**
 * Records receipts as those of the messages that were found for them. Crash between the two writes: the receipts are recorded and
 * their orphans still there; looked at again, they match by id now, and change nothing.
 */
async function adopt(
  pairs: readonly { orphan: Orphan; candidate: Candidate }[],
  inDoubt: boolean,
  { database, record }: TimerDeps,
): Promise<Orphan[]> {
  await record(
    pairs.map(({ orphan, candidate }) => ({
      messageId: candidate.messageId,
      fact: receiptFact(orphan, candidate.part, inDoubt),
    })),
  );
  const adopted = pairs.map(({ orphan }) => orphan);
  await dropOrphans(
    database.pool,
    adopted.map(({ orphanId }) => orphanId),
  );
  return adopted;
}

function nextLook({ arrivedAt, carrier }: Orphan, { network }: TimerDeps): Date | null {
  const age = Date.now() - arrivedAt.getTime();
  if (age > (network.carriers.get(carrier)?.receipts.keepUnmatched ?? keepWithoutProfile)) return null;
  return new Date(Date.now() + Math.min(latest, Math.max(soonest, age / 10)));
}
