/** All that one run of the bench measured; sections that were not asked for are absent. */
import type { ParcelRun } from './bullmq-alone';
import { medianBy } from './distribution';
import type { LedgerRun } from './mariadb-alone';
import type { QueuedMemory } from './memory';
import type { SinglesRun } from './singles';
import type { LoopbackMeasurement } from './smpp-loopback';
import type { WholeRun } from './whole';
import type { WireFigures } from './wire';

export interface Figures {
  readonly smpp?: Repeated<LoopbackMeasurement>;
  readonly bullmq?: readonly Repeated<ParcelRun>[];
  readonly mariadb?: Repeated<LedgerRun>;
  readonly whole?: Repeated<WholeRun>;
  readonly singles?: Repeated<SinglesRun>;
  readonly wire?: WireFigures;
  readonly memory?: readonly QueuedMemory[];
}

/** A throughput, measured several times. */
export interface Repeated<Run> {
  readonly median: Run;
  /** Each run's figure a second, as they came. */
  readonly perSecond: readonly number[];
}

/** Measures so many times, one after the other. */
export async function repeat<Run extends { readonly perSecond: number }>(
  runs: number,
  measure: () => Promise<Run>,
): Promise<Repeated<Run>> {
  const measured: Run[] = [];
  for (let run = 0; run < runs; run += 1) measured.push(await measure());
  const perSecond = measured.map((run) => run.perSecond);
  return { median: medianBy(measured, (run) => run.perSecond), perSecond };
}

/** On what it was measured; no names. */
export interface Setting {
  readonly at: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** Of Node and the servers. */
  readonly versions: readonly string[];
  readonly messages: number;
  readonly runs: number;
  readonly submit: number;
  readonly window: number;
}
