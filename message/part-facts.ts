/** Facts about one part of a message, and what the parts say together. */
import { type Decision, failureOf, move, unchanged } from './decision';
import type { Failure, PartAccepted, PartDeferred, PartRefused, PartUnanswered, ReceiptRead } from './fact';
import { combine } from './parts';
import { type MessageState, type PartState, standing } from './state';
import { lifecycle, mayFollow, type Standing, type Status } from './status';
import { timelineEvent } from './timeline';

export type PartFact = PartAccepted | PartRefused | PartDeferred | PartUnanswered | ReceiptRead;

/** What follows from something heard of a part, be it the message's only one. */
export function hearOfPart(message: MessageState, parts: readonly PartState[], fact: PartFact): Decision {
  if (isStale(message, fact)) return unchanged(message);
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

/**
 * A no, or silence, of an attempt that is over: the message may be on the wire again, and must not be put back for what came before. That
 * a carrier took it, and any receipt, is true whenever it is heard.
 */
function isStale(message: MessageState, fact: PartFact): boolean {
  if (fact.kind === 'part_accepted' || fact.kind === 'receipt' || fact.claim === undefined) return false;
  return message.status === 'sent' && fact.claim !== message.sequence;
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
