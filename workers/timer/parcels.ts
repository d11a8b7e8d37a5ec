import { unansweredIn } from '../../db/deadlines';
import type { LedgerEntry } from '../../db/ledger';
import { type ParcelDue, parcelsDue, reviewParcels } from '../../db/parcels';
import { goneCarrier, type TimerDeps } from './task';

/** Parcels looked at in one go. */
const page = 500;
/** Receipts that wait as orphans are looked at once more before the policy decides about a doubt that was found only now (ms). */
const receiptsFirst = 2000;

/**
 * Reviews parcels. An open one should have a job: Redis may have been emptied, or a process died between the commit and the job.
 * A claimed one should have its answers: what is still without one went down with its process, and is in doubt.
 */
export async function reviewDueParcels(deps: TimerDeps): Promise<number> {
  let reviewed = 0;
  for (;;) {
    const due = await parcelsDue(deps.database.pool, new Date(), page);
    await ensureJobs(
      due.filter(({ state }) => state === 'open'),
      deps,
    );
    await findDoubts(
      due.filter(({ state }) => state === 'claimed'),
      deps,
    );
    reviewed += due.length;
    if (due.length < page) return reviewed;
  }
}

async function ensureJobs(open: readonly ParcelDue[], { database, queues, settings }: TimerDeps): Promise<void> {
  if (open.length === 0) return;
  await queues.ensure(open);
  const next = new Date(Date.now() + settings.parcelReview);
  await reviewParcels(
    database.pool,
    open.map(({ id }) => id),
    next,
  );
}

/** Crash between the two writes: the parcel is reviewed again, and finds its messages in doubt already. */
async function findDoubts(claimed: readonly ParcelDue[], { database, network, record }: TimerDeps): Promise<void> {
  const ids = claimed.map(({ id }) => id);
  if (ids.length === 0) return;
  const soonest = Date.now() + receiptsFirst;
  const entries = (await unansweredIn(database.pool, ids)).flatMap((message): LedgerEntry[] => {
    const after = network.carriers.get(message.carrier)?.inDoubt.after ?? goneCarrier.inDoubt;
    return message.parts.map((part) => ({
      messageId: message.id,
      fact: {
        kind: 'part_unanswered',
        at: new Date(),
        part,
        claim: message.claim,
        carrier: message.carrier,
        reason: 'process_lost',
        decideAt: new Date(Math.max(soonest, message.sentAt.getTime() + after)),
      },
    }));
  });
  await record(entries);
  await reviewParcels(database.pool, ids, null);
}
