/** What every task of the timer is given. */
import type { Network } from '../../carrier/next-carrier';
import type { Database } from '../../db/connect';
import type { LedgerEntry } from '../../db/ledger';
import type { BindJob } from '../../queues/binds';
import type { SubmitQueues } from '../../queues/submit';
import type { TimerPeriods } from '../../queues/timer';

export interface TimerSettings {
  readonly redisUrl: string;
  readonly periods: TimerPeriods;
  /** How often schedulers and bind jobs are put back, in case Redis was emptied (ms). */
  readonly repair: number;
  /** The lease on a bind (ms): for so long its holder may not know that Redis was emptied. */
  readonly bindLease: number;
  /** How long an open parcel is left alone between two looks for its job (ms). */
  readonly parcelReview: number;
  readonly orphanReview: number;
  /** How long the parts of an inbound message are waited for (ms). */
  readonly inboundReassembly: number;
}

/** What a task works with. */
export interface TimerDeps {
  readonly database: Database;
  readonly network: Network;
  readonly queues: SubmitQueues;
  readonly settings: TimerSettings;
  /** What the binds that somebody holds tell of themselves. */
  readonly bindJobs: () => Promise<BindJob[]>;
  /** Records facts, and adds the jobs of the parcels that come of them. */
  readonly record: (entries: readonly LedgerEntry[]) => Promise<void>;
}

/** For messages of a carrier that the carriers file doesn't have any more (ms). */
export const goneCarrier = { inDoubt: 300_000, grace: 600_000 } as const;
