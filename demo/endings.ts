/** Where the messages of the batch ended and why: the final table's content. */
import { lifecycle, type Status, statuses } from '../message/status';
import type { Message } from './api-client';
import { passedThrough } from './statuses-reached';

/** Messages that share a status and the reason for it. */
export interface Reason {
  readonly count: number;
  readonly why: string;
  /** The carrier's own word for it, where it gave one. */
  readonly word: string | null;
  readonly example: Pick<Message, 'id' | 'to'>;
}

export interface Ending {
  readonly status: Status;
  readonly passed: number;
  readonly ended: number;
  /** Those who ended here by reason, the most frequent first; else one reason for those who passed; empty where nobody came. */
  readonly reasons: readonly Reason[];
}

/** One row a status, in the lifecycle's order. */
export function endingsOf(messages: readonly Message[]): Ending[] {
  return statuses.map((status) => {
    const ended = messages.filter((message) => message.status === status);
    const passed = messages.filter((message) => passedThrough(message).includes(status));
    const reasons = ended.length > 0 ? byReason(ended) : byReason(passed, lifecycle[status].meaning);
    return { status, passed: passed.length, ended: ended.length, reasons };
  });
}

/** @param meaning said of all of them, instead of each one's own reason */
function byReason(messages: readonly Message[], meaning?: string): Reason[] {
  const groups = new Map<string, Reason>();
  for (const message of messages) {
    const { error, status } = message;
    const why = meaning ?? error?.message ?? lifecycle[status].meaning;
    const word = meaning === undefined ? (error?.carrier_code ?? null) : null;
    const key = JSON.stringify([why, word]);
    const group = groups.get(key) ?? { count: 0, why, word, example: message };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
