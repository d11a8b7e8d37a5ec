/** What the simulator knows to be true of a message, held against what Waybill says of it. */
import { type Fate, fateOf } from '../../simulator/fate';
import { parseMix } from '../../simulator/mix';
import type { Simulator } from '../../simulator/simulator';
import type { Platform, Row } from './platform';
import { waitUntil } from './wait';

/** Final statuses by outcome, for a message that the carrier has taken. */
export const statusOf: Readonly<Record<string, string>> = {
  delivered: 'delivered',
  undelivered: 'undelivered',
  refused: 'rejected',
  rejected: 'rejected',
  expired: 'expired',
  none: 'unknown',
  throttled: 'delivered',
  intermediate: 'delivered',
  disordered: 'delivered',
  read: 'read',
  syserr: 'failed',
  silent: 'unknown',
  dropped: 'delivered',
  early: 'delivered',
  deleted: 'failed',
  hex: 'delivered',
};

/** Fates that a message shows soon and for sure. */
export const mix = 'delivered=8,undelivered=1,rejected=1';
const parsed = parseMix(mix);

function fate(recipient: string): Fate {
  if (parsed.kind === 'error') throw new Error(parsed.error);
  return fateOf(recipient, parsed.mix, 0);
}

/** So many numbers that begin with `prefix` (5 characters, such as +6141), no two alike. */
export function numbers(prefix: string, count: number): { to: string }[] {
  return Array.from({ length: count }, (_, index) => ({ to: `${prefix}${String(index).padStart(7, '0')}` }));
}

/** How often the carrier has taken the message to this number. */
export function taken(simulator: Simulator, { recipient }: Row): number {
  return simulator.stats().byNumber.get(recipient.slice(1))?.accepted ?? 0;
}

export type Lie = Pick<Row, 'recipient' | 'status' | 'error'> & { readonly taken: number; readonly truth: string };

/**
 * The rows that don't tell the truth. What the carrier took must end as its number's fate says. What it never took may only be Unknown,
 * since nobody but the carrier can know. Each message has a number of its own.
 */
export function lies(rows: readonly Row[], simulators: readonly Simulator[]): Lie[] {
  return rows.flatMap((row) => {
    const times = simulators.reduce((sum, simulator) => sum + taken(simulator, row), 0);
    const truth = times > 0 ? (statusOf[fate(row.recipient).outcome.name] ?? '') : 'unknown';
    const { recipient, status, error } = row;
    return status === truth ? [] : [{ recipient, status, error, taken: times, truth }];
  });
}

/**
 * Waits until every message of the batch is final and tells the truth, and gives them. A receipt may come after the timer has said
 * Unknown, and corrects it; nothing else is ever corrected, so what is wrong for another reason stays wrong.
 */
export async function truth(platform: Platform, batchId: string, simulators: readonly Simulator[]): Promise<Row[]> {
  let rows = await platform.settled(batchId);
  const wrong = () => lies(rows, simulators);
  const fixed = wrong().filter(({ status, error }) => status !== 'unknown' || error !== 'response_lost');
  if (fixed.length > 0) throw new Error(`${fixed.length} lies: ${JSON.stringify(fixed.slice(0, 5))}`);
  const isTrue = async () => {
    if (wrong().length > 0) rows = await platform.messages(batchId);
    return wrong().length === 0 && rows.every(({ final }) => final);
  };
  await waitUntil('late receipts have come', isTrue, () => JSON.stringify([wrong().length, wrong().slice(0, 5)]));
  return rows;
}

/** Parts of messages that a carrier has taken more than once. */
export function sentTwice(simulator: Simulator): string[] {
  return [...simulator.stats().byMessage].filter(([, { accepted }]) => accepted > 1).map(([identity]) => identity);
}
