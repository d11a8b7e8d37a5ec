/** The sample batch: every outcome of the simulator's numbers, most of them delivered. */
import { numberFor, type OutcomeCode, ruleOf } from './number-rules';
import { type Text, textFor } from './texts';

/** A row of `POST /v1/batches`. */
export interface SampleMessage extends Text {
  readonly to: string;
  readonly client_ref: string;
  readonly request_read?: boolean;
  readonly validity?: string;
}

interface Share {
  readonly code: OutcomeCode;
  /** Of a thousand messages; at least one of the batch. */
  readonly perMille: number;
  /** The seconds (`DD`) that its numbers ask for: so many different numbers there are. */
  readonly seconds: readonly number[];
  /** Most messages, however large the batch. */
  readonly most?: number;
}

const upTo = (last: number, first = 0) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** All but plain delivery, which takes what is left. Where nothing comes after a delay, all hundred numbers are as good. */
const shares: readonly Share[] = [
  { code: '01', perMille: 30, seconds: upTo(3) },
  { code: '02', perMille: 20, seconds: upTo(99) },
  { code: '03', perMille: 15, seconds: upTo(3) },
  { code: '04', perMille: 12, seconds: upTo(3, 1) },
  { code: '05', perMille: 12, seconds: upTo(99) },
  { code: '06', perMille: 10, seconds: upTo(3), most: 50 },
  { code: '07', perMille: 30, seconds: upTo(6, 3) },
  { code: '08', perMille: 20, seconds: upTo(3) },
  { code: '09', perMille: 40, seconds: upTo(3, 1) },
  { code: '10', perMille: 10, seconds: upTo(99) },
  // Each holds a place in a window until the response times out.
  { code: '11', perMille: 4, seconds: upTo(99), most: 20 },
  // In doubt, a message is told by its number, so no two of these have the same.
  { code: '12', perMille: 2, seconds: upTo(3), most: 4 },
  // The response comes after the receipt, so the delay is the response's too: below its timeout.
  { code: '13', perMille: 10, seconds: upTo(1) },
  { code: '14', perMille: 10, seconds: upTo(3) },
  { code: '15', perMille: 30, seconds: upTo(3) },
];

/** Spread over some seconds, so that there is something to watch. */
const plain: Share = { code: '00', perMille: 0, seconds: upTo(6) };

/** One of each outcome. */
export const FEWEST_MESSAGES = shares.length + 1;

/** On a busy machine the rest must not expire in the line: the carrier's own validity is short, for those without a receipt. */
const AMPLE_VALIDITY = '1h';

/**
 * @param total how many messages, at least FEWEST_MESSAGES
 * @param run a few letters or digits that no other run has; see `senderOf`
 */
export function sampleBatch(total: number, run: string): SampleMessage[] {
  const special = shares.flatMap((share) => numbersOf(share, countOf(share, total)));
  const plainly = numbersOf(plain, Math.max(1, total - special.length));
  // The throttled go last: a throttle slows down all that comes after it.
  const [throttled, others] = partition([...special, ...plainly], ({ code }) => code === '06');
  return [...interleaved(others), ...throttled].map(({ code, to }, index) => ({
    ...textFor(index, code === plain.code),
    ...(code === '05' ? { priority: 'urgent' } : { validity: AMPLE_VALIDITY }),
    ...(code === '09' && { request_read: true }),
    ...(code === '12' && { from: senderOf(run) }),
    to,
    client_ref: `demo-${run}-${index + 1}`,
  }));
}

/**
 * A dropped link can take along what is on its way at that moment, and no one could say what became of it: true, and not
 * what those numbers ask for. So the messages that make the carrier drop it are sent when the rest has gone out.
 */
export function splitForQuiet(sample: readonly SampleMessage[]): [whenQuiet: SampleMessage[], atOnce: SampleMessage[]] {
  return partition(sample, ({ to }) => ruleOf(to)?.code === '12');
}

/**
 * A receipt for a message in doubt carries an id that we never learned; it is told by recipient and sender. A sender of this
 * run's own keeps messages apart from those to the same numbers that an earlier, interrupted run left in doubt.
 */
function senderOf(run: string): string {
  return `ACME-${run}`;
}

function countOf({ perMille, most = Number.POSITIVE_INFINITY }: Share, total: number): number {
  // The larger the batch, the nearer to its share; a batch of sixteen has one of each.
  return Math.min(most, Math.max(1, Math.floor((total * perMille) / 1000)));
}

function numbersOf({ code, seconds }: Share, count: number): { code: OutcomeCode; to: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    code,
    to: numberFor(code, seconds[index % seconds.length] ?? 0),
  }));
}

function partition<T>(rows: readonly T[], isFirst: (row: T) => boolean): [first: T[], others: T[]] {
  return [rows.filter(isFirst), rows.filter((row) => !isFirst(row))];
}

/** Deals the rows out like cards, so that every outcome comes early and late: the same order each time. */
function interleaved<T>(rows: readonly T[]): T[] {
  const key = (index: number) => (index * 0.618_033_988_75) % 1;
  return rows
    .map((row, index) => ({ row, at: key(index) }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}
