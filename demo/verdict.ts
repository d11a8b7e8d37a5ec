/** The demo's judgement: did every message that was sent end in the status that its number asks for? */
import { type Status, statuses } from '../message/status';
import type { Message } from './api-client';
import { ruleOf } from './number-rules';
import type { SampleMessage } from './sample';
import { passedThrough } from './statuses-reached';

/** A message that did not end as its number asks. */
export interface Miss {
  readonly to: string;
  readonly expected: Status;
  /** Null where the API doesn't know the message at all. */
  readonly message: Message | null;
  /** How many the API knows for this one row; more than 1 is a duplicate. */
  readonly found: number;
}

export interface Verdict {
  readonly sent: number;
  readonly misses: readonly Miss[];
  /** Statuses that no message ended in or passed through. */
  readonly unreached: readonly Status[];
}

/** @param messages what the API says of the batch; rows are told by their `client_ref` */
export function judge(sample: readonly SampleMessage[], messages: readonly Message[]): Verdict {
  const byRef = new Map<string | null, Message[]>();
  for (const message of messages) byRef.set(message.client_ref, [...(byRef.get(message.client_ref) ?? []), message]);
  const misses = sample.flatMap(({ to, client_ref }): Miss[] => {
    const expected = expectedStatus(to);
    const found = byRef.get(client_ref) ?? [];
    const [message = null] = found;
    const right = found.length === 1 && message?.status === expected && message.to === to;
    return right ? [] : [{ to, expected, message, found: found.length }];
  });
  const reached = new Set(messages.flatMap((message) => [message.status, ...passedThrough(message)]));
  return { sent: sample.length, misses, unreached: statuses.filter((status) => !reached.has(status)) };
}

export function isGood({ misses, unreached }: Verdict): boolean {
  return misses.length === 0 && unreached.length === 0;
}

/** How many messages of a sample have to end in each status. */
export function expectedCounts(sample: readonly SampleMessage[]): Record<Status, number> {
  const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
  for (const { to } of sample) counts[expectedStatus(to)] += 1;
  return counts;
}

function expectedStatus(number: string): Status {
  const rule = ruleOf(number);
  if (rule === null) throw new Error('the sample has a number that asks for nothing');
  return rule.status;
}
