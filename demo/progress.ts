/** How far the batch is: what the display shows, and when there is nothing more to wait for. */
import { type Status, statuses } from '../message/status';

export interface Progress {
  /** Milliseconds since the batch was sent. */
  readonly elapsed: number;
  readonly total: number;
  readonly counts: Counts;
  readonly finalCount: number;
  /** 0 to 100. */
  readonly percent: number;
  /** Seconds, at the present rate; null while nothing moves. */
  readonly eta: number | null;
  /** Messages that became final, a second, lately. */
  readonly rate: number;
  /** What the open messages are waiting for, when that is known. */
  readonly waiting: string | null;
}

export type Counts = Readonly<Record<Status, number>>;

/** How the sample stands, as the API says. */
export interface Standing {
  readonly total: number;
  readonly counts: Counts;
  readonly final_count: number;
}

interface Sample {
  readonly at: number;
  readonly finalCount: number;
}

/** The rate is that of these last milliseconds. */
const LATELY_MS = 3_000;

/**
 * Turns the API's answers into progress.
 * @param began when the batch was sent (ms)
 * @param expected how many messages have to end in each status
 */
export function progressMeter(began: number, expected: Counts): (standing: Standing, now: number) => Progress {
  let samples: Sample[] = [{ at: began, finalCount: 0 }];
  return (standing, now) => {
    const { final_count: finalCount, total, counts } = standing;
    // Rounded down: 100 means that every message is final.
    const percent = Math.floor((finalCount / Math.max(total, 1)) * 1000) / 10;
    samples = [...samples.slice(lastBefore(samples, now - LATELY_MS)), { at: now, finalCount }];
    const first = samples[0] ?? { at: began, finalCount: 0 };
    const rate = ((finalCount - first.finalCount) * 1000) / Math.max(now - first.at, 1);
    const eta = finalCount >= total ? 0 : rate > 0 ? Math.ceil((total - finalCount) / rate) : null;
    return {
      elapsed: now - began,
      total,
      counts,
      finalCount,
      percent,
      rate,
      eta,
      waiting: waitingFor(counts, expected),
    };
  };
}

/** Where to measure from: the last sample that is old enough, else the first of all. */
function lastBefore(samples: readonly Sample[], time: number): number {
  return Math.max(
    0,
    samples.findLastIndex(({ at }) => at <= time),
  );
}

/** Told when only the timer's verdicts are left: nothing moves then until deadlines pass. */
function waitingFor(counts: Counts, expected: Counts): string | null {
  const open = counts.queued + counts.sent + counts.accepted;
  const missing = expected.unknown - counts.unknown;
  if (open === 0 || open !== missing) return null;
  return `${open === 1 ? 'One message' : `${open} messages`} of which the carrier says nothing more: the timer will call them Unknown.`;
}

/** The timer's longest silence is some 15 seconds (no receipt: validity and grace must pass). */
const WHILE_OPEN_MS = 40_000;
/** Read comes after Delivered, and a late receipt after Unknown, though both count as final. */
const WHILE_WRONG_MS = 8_000;

/** How long the counts may stay as they are before the demo stops waiting, in milliseconds; 0: all is as expected. */
export function patienceWith({ counts, final_count, total }: Standing, expected: Counts): number {
  if (statuses.every((status) => counts[status] === expected[status])) return 0;
  return final_count < total ? WHILE_OPEN_MS : WHILE_WRONG_MS;
}
