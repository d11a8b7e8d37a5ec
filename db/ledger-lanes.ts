import type { Pool } from 'mysql2/promise';
import { groupBy } from '../message/group-by';
import { GroupCommit } from './group-commit';
import { type LedgerEntry, type LedgerOptions, type Recorded, record } from './ledger';
import { orphansByCarrierId } from './orphan-receipts';

/** Rows of a batch's counters: `batch_counts.shard` is one octet. */
const shards = 256;

export interface LaneOptions extends LedgerOptions {
  readonly lanes: number;
  /** The most entries that one commit takes. */
  readonly most: number;
}

/**
 * The ledger as a worker uses it: entries are committed in groups, several groups at a time. What is said about one message by
 * one process keeps its order: an answer and the receipt that follows it share a lane, since both name the carrier's id.
 */
export class LedgerLanes {
  private readonly lanes: GroupCommit<LedgerEntry, boolean>[];

  /** `committed` hears of every commit: it adds the jobs of new parcels. It must not throw. */
  constructor(
    private readonly pool: Pool,
    private readonly options: LaneOptions,
    private readonly committed: (recorded: Recorded) => void,
  ) {
    this.lanes = Array.from(
      { length: options.lanes },
      (_, lane) => new GroupCommit((entries) => this.commit(entries, lane), options.most),
    );
  }

  /**
   * Resolves once the entry is committed; rejects when it could not be, and then nothing of it is. False: it is a receipt by its text
   * alone and no message answers to it, so there was nothing to record.
   */
  record(entry: LedgerEntry): Promise<boolean> {
    return (this.lanes[hash(laneKey(entry)) % this.lanes.length] as GroupCommit<LedgerEntry, boolean>).add(entry);
  }

  /** Something is being committed, or waits for it. */
  get busy(): boolean {
    return this.lanes.some((lane) => lane.busy);
  }

  private async commit(entries: LedgerEntry[], lane: number): Promise<boolean[]> {
    const options = { ...this.options, shard: (this.options.shard + lane) % shards };
    const recorded = await record(this.pool, entries, options);
    this.committed(recorded);
    await this.reunite(entries, options);
    const left: ReadonlySet<LedgerEntry> = new Set(recorded.unproven);
    return entries.map((entry) => !left.has(entry));
  }

  /**
   * Receipts that came before their answer (on another bind, perhaps) wait as orphans for the ids that were just committed.
   * A receipt that commits its orphan right after this look is found by the timer.
   */
  private async reunite(entries: readonly LedgerEntry[], options: LedgerOptions): Promise<void> {
    const accepted = entries.flatMap((entry) =>
      'fact' in entry && entry.fact.kind === 'part_accepted' ? [entry.fact] : [],
    );
    try {
      for (const [carrier, facts] of groupBy(accepted, (fact) => fact.carrier)) {
        const ids = facts.flatMap(({ carrierMessageId }) => carrierMessageId ?? []);
        const orphans = await orphansByCarrierId(this.pool, carrier, ids);
        if (orphans.length > 0) this.committed(await record(this.pool, orphans, options));
      }
    } catch {
      // The answers are committed, and the orphans still there: the timer's review finds them.
    }
  }
}

function laneKey(entry: LedgerEntry): string {
  if (!('fact' in entry)) return entry.carrierMessageId ?? entry.recipient;
  const { fact } = entry;
  return ('carrierMessageId' in fact ? fact.carrierMessageId : null) ?? entry.messageId;
}

function hash(text: string): number {
  let value = 0;
  for (let index = 0; index < text.length; index++) value = (value * 31 + text.charCodeAt(index)) | 0;
  return value >>> 0;
}
