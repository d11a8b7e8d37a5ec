/**
 * The state machine: a message, a fact, and what follows. Pure; the ledger (db/ledger) is its only caller that writes.
 * Which status may follow which is the table in status.ts; here is which fact asks for which status.
 */
import type {
  Carriage,
  Claimed,
  Fact,
  Failure,
  PartAccepted,
  PartDeferred,
  PartRefused,
  PartUnanswered,
  ReceiptRead,
  Rerouted,
} from './fact';
import { combine } from './parts';
import { type MessageState, type PartState, standing, validityEnd } from './state';
import { lifecycle, mayFollow, type Standing, type Status } from './status';
import { type TimelineEvent, timelineEvent } from './timeline';

export interface Decision {
  readonly message: MessageState;
  /** The parts whose record changed, or is new. */
  readonly parts: readonly PartState[];
  /** Set when the status or its finality changed. */
  readonly moved: boolean;
  /** What the message's own columns don't tell; it goes into the timeline. */
  readonly event: TimelineEvent | null;
  /** Set when the message waits for another attempt: it needs a parcel due then. */
  readonly requeueAt: Date | null;
  /** Set when another carrier takes it. */
  readonly carriage?: Carriage;
}

type PartFact = PartAccepted | PartRefused | PartDeferred | PartUnanswered | ReceiptRead;

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

function hearOfPart(message: MessageState, parts: readonly PartState[], fact: PartFact): Decision {
  const word = wordOf(message, fact);
  const before = partStanding(message, parts, fact.part);
  // A doubt about a part that has its answer, or waits for another attempt already.
  if (fact.kind === 'part_unanswered' && (message.status !== 'sent' || before !== 'sent')) return unchanged(message);
  const heard = mayFollow(before, word.status) && !(isRefusal(fact) && wasTaken(message, before));
  const record = partRecord(message, parts, fact, heard ? word.status : lifecycle[before].status);
  const records = record ? [record] : [];
  const together =
    message.partCount === 1 || isWhole(fact) ? word.status : combine(statusesWith(message, parts, record));
  const remarked = { ...remarks(message, fact), ...(heard ? attemptsLeft(message, parts, fact) : {}) };

  if (!heard || !mayFollow(standing(message), together)) {
    const noted = { ...message, ...remarked };
    return { message: noted, parts: records, moved: false, event: timelineEvent(fact, noted), requeueAt: null };
  }
  const accepted = together === 'accepted' ? { acceptedAt: fact.at } : {};
  const failure = failureFor(together, word.failure);
  const moved = move(message, together, fact.at, { ...remarked, ...accepted, failure });
  const requeueAt = together === 'queued' ? retryAt(fact) : null;
  return { ...moved, parts: records, event: timelineEvent(fact, moved.message), requeueAt };
}

/** The last part to answer brings the message back; when that one was fine, the deferred ones have waited for it a while. */
function retryAt(fact: PartFact): Date {
  return fact.kind === 'part_deferred' ? fact.retryAt : new Date(fact.at.getTime() + 1000);
}

/** The status that a fact claims for its part, with the reason when it is a bad one. */
function wordOf(message: MessageState, fact: PartFact): { status: Status; failure: Failure | null } {
  switch (fact.kind) {
    case 'part_accepted':
      return { status: 'accepted', failure: null };
    case 'part_unanswered':
      return { status: 'sent', failure: null };
    case 'part_deferred':
      return fact.counted && message.attempts >= fact.maxAttempts
        ? { status: 'failed', failure: { ...fact.failure, code: 'retries_exhausted' } }
        : { status: 'queued', failure: null };
    default:
      return { status: fact.status, failure: fact.failure };
  }
}

/** What a fact leaves on the message whether or not its status moves. */
function remarks(message: MessageState, fact: PartFact): Partial<MessageState> {
  switch (fact.kind) {
    case 'part_unanswered':
      return message.status === 'sent' ? { inDoubt: true, deadlineAt: fact.decideAt } : {};
    case 'receipt':
      return fact.status === 'accepted' ? { stillTrying: true } : {};
    default:
      return {};
  }
}

/** An attempt that a throttle turned away does not count; of several parts the first that is turned away decides. */
function attemptsLeft(message: MessageState, parts: readonly PartState[], fact: PartFact): Partial<MessageState> {
  if (fact.kind !== 'part_deferred' || fact.counted || message.status !== 'sent') return {};
  const first = !parts.some(({ status }) => status === 'queued');
  return first ? { attempts: Math.max(0, message.attempts - 1) } : {};
}

function isRefusal(fact: PartFact): boolean {
  return fact.kind === 'part_refused' || fact.kind === 'part_deferred';
}

/** The carrier has taken the part: a late no to another attempt at it changes nothing. */
function wasTaken(message: MessageState, part: Standing): boolean {
  return message.partCount === 1 ? message.acceptedAt !== null : part !== 'queued' && part !== 'sent';
}

function partStanding(message: MessageState, parts: readonly PartState[], part: number): Standing {
  if (message.partCount === 1) return standing(message);
  const record = parts.find((known) => known.part === part);
  return record?.status ?? (message.status === 'queued' ? 'queued' : 'sent');
}

/** The part's record after the fact. A message of one part needs one only to find it again by the carrier's id. */
function partRecord(
  message: MessageState,
  parts: readonly PartState[],
  fact: PartFact,
  status: Status,
): PartState | null {
  const known = parts.find((record) => record.part === fact.part);
  const heardId = fact.kind === 'part_accepted' || fact.kind === 'receipt' ? fact.carrierMessageId : null;
  if (message.partCount === 1) {
    const findable = fact.kind === 'part_accepted' || (fact.kind === 'receipt' && fact.adopted);
    return findable && heardId !== null ? { part: 1, status, carrier: fact.carrier, carrierMessageId: heardId } : null;
  }
  return { part: fact.part, status, carrier: fact.carrier, carrierMessageId: known?.carrierMessageId ?? heardId };
}

function statusesWith(message: MessageState, parts: readonly PartState[], record: PartState | null): Status[] {
  const rest = message.status === 'queued' ? ('queued' as const) : ('sent' as const);
  const statuses = new Array<Status>(message.partCount).fill(rest);
  for (const part of parts) statuses[part.part - 1] = part.status;
  if (record) statuses[record.part - 1] = record.status;
  return statuses;
}

function isWhole(fact: PartFact): boolean {
  return fact.kind === 'receipt' && fact.wholeMessage;
}

function failureFor(status: Status, failure: Failure | null): Failure | null {
  // Unknown for another part's sake, which said why in the timeline.
  if (status === 'unknown') return failure ?? failureOf('carrier_state_unknown');
  return lifecycle[status].final ? failure : null;
}

function failureOf(code: Failure['code']): Failure {
  return { code, carrierCode: null, raw: null };
}

function unchanged(message: MessageState): Decision {
  return { message, parts: [], moved: false, event: null, requeueAt: null };
}

function lookAgainAt(message: MessageState, deadlineAt: Date): Decision {
  return unchanged({ ...message, deadlineAt });
}

/** A move decided by us rather than heard of a part; it is told in the timeline. */
function settle(message: MessageState, to: Standing, fact: Fact, patch: Partial<MessageState>): Decision {
  if (!mayFollow(standing(message), to)) return unchanged(message);
  const moved = move(message, to, fact.at, patch);
  return { ...moved, event: timelineEvent(fact, moved.message) };
}

function move(message: MessageState, to: Standing, at: Date, patch: Partial<MessageState>): Decision {
  const { status, final } = lifecycle[to];
  // The deadline of a doubt ends with the doubt.
  const deadlineAt = message.inDoubt ? null : message.deadlineAt;
  const next: MessageState = {
    ...message,
    ...patch,
    status,
    byTimer: to !== status,
    sequence: message.sequence + 1,
    inDoubt: status === 'sent' && message.inDoubt,
    finalAt: final ? (status === 'read' ? (message.finalAt ?? at) : at) : null,
    readAt: status === 'read' ? at : message.readAt,
    deadlineAt: final ? null : (patch.deadlineAt ?? deadlineAt ?? validityEnd(message)),
  };
  return { message: next, parts: [], moved: true, event: null, requeueAt: null };
}
