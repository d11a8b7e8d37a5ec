/**
 * The state machine: a message, a fact, and what follows. Pure; the ledger (db/ledger) is its only caller that writes.
 * Which status may follow which is the table in status.ts; here is which fact asks for which status.
 */

import { type Decision, failureOf, lookAgainAt, move, settle, unchanged } from './decision';
import type { Claimed, Fact, Rerouted } from './fact';
import { hearOfPart } from './part-facts';
import { type MessageState, type PartState, validityEnd } from './state';
import { timelineEvent } from './timeline';

/** What follows from `fact` for `message`; `parts` are the records of a message of several parts (else empty). */
export function decide(message: MessageState, parts: readonly PartState[], fact: Fact): Decision {
  switch (fact.kind) {
    case 'claimed':
      return claim(message, parts, fact);
    case 'cancelled':
      // Once it may be on the wire, nothing takes it back.
      return message.status === 'queued'
        ? settle(message, 'failed', fact, { failure: failureOf('canceled') })
        : unchanged(message);
    case 'opted_out':
      return message.status === 'queued'
        ? settle(message, 'rejected', fact, { failure: failureOf('recipient_opted_out') })
        : unchanged(message);
    case 'deadline_passed':
      return meetDeadline(message, parts, fact);
    case 'rerouted':
      return reroute(message, parts, fact);
    default:
      return hearOfPart(message, parts, fact);
  }
}

/**
 * Another carrier takes it, and starts counting attempts anew. Only a message that its carrier certainly doesn't have, not even in
 * part: one that waits, or the one part that was refused just now.
 */
function reroute(message: MessageState, parts: readonly PartState[], fact: Rerouted): Decision {
  const refusedNow = message.status === 'sent' && fact.reason === 'refused' && message.partCount === 1;
  const waiting = message.status === 'queued' && message.carrier === fact.from && parts.every(isFree);
  if (!waiting && !refusedNow) return unchanged(message);
  const anew = { carrier: fact.to.carrier, partCount: fact.to.partCount, attempts: 0 };
  const rerouted = refusedNow
    ? move(message, 'queued', fact.at, { ...anew, inDoubt: false })
    : unchanged({ ...message, ...anew });
  const due = new Date(Math.max(fact.at.getTime(), message.startsAt.getTime()));
  return { ...rerouted, event: timelineEvent(fact, rerouted.message), requeueAt: due, carriage: fact.to };
}

const isFree = (part: PartState): boolean => part.status === 'queued' && part.carrierMessageId === null;

/** Queued → Sent, ahead of the wire. A message that is not Queued any more stays as it is: the claim is lost. */
function claim(message: MessageState, parts: readonly PartState[], { at, carrier }: Claimed): Decision {
  if (message.status !== 'queued') return unchanged(message);
  if (at >= validityEnd(message)) return expireUnsent(message, at);
  const moved = move(message, 'sent', at, { carrier, sentAt: at, attempts: message.attempts + 1 });
  return {
    ...moved,
    parts: parts.filter(({ status }) => status === 'queued').map((part) => ({ ...part, status: 'sent' })),
  };
}

function expireUnsent(message: MessageState, at: Date): Decision {
  const fact = { kind: 'deadline_passed' as const, at, grace: 0, inDoubtPolicy: 'unknown' as const };
  return settle(message, 'expired_by_timer', fact, { failure: failureOf('validity_expired') });
}

function meetDeadline(
  message: MessageState,
  parts: readonly PartState[],
  fact: Extract<Fact, { kind: 'deadline_passed' }>,
): Decision {
  // Another word was faster, and has put the deadline off.
  if (message.deadlineAt && fact.at < message.deadlineAt) return unchanged(message);
  switch (message.status) {
    case 'queued':
      return fact.at < validityEnd(message)
        ? lookAgainAt(message, validityEnd(message))
        : expireUnsent(message, fact.at);
    case 'sent':
      // Its answer should have come long ago, and whoever waited for it is gone.
      if (!message.inDoubt) return lookAgainAt({ ...message, inDoubt: true }, new Date(fact.at.getTime() + fact.grace));
      return fact.inDoubtPolicy === 'resend' && !message.possibleDuplicate && fact.at < validityEnd(message)
        ? resend(message, parts, fact)
        : settle(message, 'unknown_by_timer', fact, { failure: failureOf('response_lost') });
    case 'accepted':
    case 'unknown': {
      if (message.finalAt !== null) return unchanged(message);
      const lastWord = Math.max(validityEnd(message).getTime(), message.acceptedAt?.getTime() ?? 0);
      const due = new Date(lastWord + fact.grace);
      if (fact.at < due) return lookAgainAt(message, due);
      const next = message.status === 'accepted' && message.stillTrying ? 'expired_by_timer' : 'unknown_by_timer';
      return settle(message, next, fact, { failure: failureOf('receipt_timeout') });
    }
    default:
      return unchanged(message);
  }
}

/**
 * The in-doubt policy `resend`: what was never answered goes out once more, within its validity, and the message says that it may
 * come twice. In doubt again it is Unknown: a carrier that takes messages and never answers must not flood their recipients.
 */
function resend(
  message: MessageState,
  parts: readonly PartState[],
  fact: Extract<Fact, { kind: 'deadline_passed' }>,
): Decision {
  const open = parts.filter((part) => part.status === 'sent').map((part) => ({ ...part, status: 'queued' as const }));
  const moved = move(message, 'queued', fact.at, { inDoubt: false, possibleDuplicate: true });
  return { ...moved, parts: open, event: timelineEvent(fact, moved.message), requeueAt: fact.at };
}
