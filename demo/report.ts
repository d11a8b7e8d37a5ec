/** The words below the final table. */
import type { Handover } from './pace';
import type { Paint } from './paint';
import { grouped, seconds } from './typography';
import { isGood, type Miss, type Verdict } from './verdict';

/** @param elapsed from the request to the last change of a status, in milliseconds */
export function paceLines(sent: number, elapsed: number, handover: Handover | null): string[] {
  const rate = grouped(Math.round((sent * 1000) / Math.max(elapsed, 1)));
  const overall = ` ${seconds(elapsed)} until the last status, the simulator's delays included: ${rate} messages/s.`;
  if (handover === null) return [overall];
  const fast = grouped(Math.round(handover.rate));
  return [overall, ` Nine tenths were with the carrier after ${seconds(handover.ms)}: ${fast} messages/s.`];
}

const MOST_MISSES = 10;

/** That all is well, else what is not, with where to look. */
export function verdictLines(verdict: Verdict, url: string, paint: Paint): string[] {
  const { sent, misses, unreached } = verdict;
  if (isGood(verdict)) {
    const text = `All ${grouped(sent)} messages ended in the status their number asks for.`;
    return [` ${paint('good', '✔')} ${paint('bold', text)}`, ` ${paint('good', '✔')} All ten statuses were seen.`];
  }
  const lines: string[] = [];
  if (misses.length > 0) {
    const text = `${grouped(misses.length)} of ${grouped(sent)} messages did not end in the status their number asks for:`;
    lines.push(` ${paint('bad', '✘')} ${paint('bold', text)}`);
    lines.push(...misses.slice(0, MOST_MISSES).flatMap((miss) => missLines(miss, url)));
    if (misses.length > MOST_MISSES) lines.push(`   … and ${grouped(misses.length - MOST_MISSES)} more`);
  }
  if (unreached.length > 0) {
    lines.push(` ${paint('bad', '✘')} ${paint('bold', `No message came to: ${unreached.join(', ')}.`)}`);
  }
  return lines;
}

function missLines({ to, expected, message, found }: Miss, url: string): string[] {
  if (message === null) return [`   ${to}  expected ${expected}, is not there at all`];
  const actual = found > 1 ? `is there ${found} times` : `is ${message.status}`;
  return [`   ${to}  expected ${expected}, ${actual}:`, `     ${url}/v1/messages/${message.id}`];
}

/** Where everything is, for as long as the demo stays up. */
export function addressLines(url: string, key: string, batchId: string, paint: Paint): string[] {
  const row = (name: string, text: string) => ` ${paint('bold', name.padEnd(12))}${text}`;
  return [
    row('API', `${url}/v1`),
    row('Bull Board', `${url}/queues  (any user name; the password is the admin key)`),
    row('Admin key', key),
    row('Try', `curl -H "Authorization: Bearer ${key}" \\`),
    row('', `  ${url}/v1/batches/${batchId}`),
    '',
    ` ${paint('dim', 'Ctrl-C stops everything.')}`,
  ];
}
