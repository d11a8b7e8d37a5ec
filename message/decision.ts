/** What follows from a fact, and the few ways in which a message moves. */
import type { Carriage, Fact, Failure } from './fact';
import { type MessageState, type PartState, standing, validityEnd } from './state';
import { lifecycle, mayFollow, type Standing } from './status';
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

export function failureOf(code: Failure['code']): Failure {
  return { code, carrierCode: null, raw: null };
}

export function unchanged(message: MessageState): Decision {
  return { message, parts: [], moved: false, event: null, requeueAt: null };
}

/** Nothing follows yet; the timer looks again then. */
export function lookAgainAt(message: MessageState, deadlineAt: Date): Decision {
  return unchanged({ ...message, deadlineAt });
}

/** A move decided by us rather than heard of a part; it is told in the timeline. */
export function settle(message: MessageState, to: Standing, fact: Fact, patch: Partial<MessageState>): Decision {
  if (!mayFollow(standing(message), to)) return unchanged(message);
  const moved = move(message, to, fact.at, patch);
  return { ...moved, event: timelineEvent(fact, moved.message) };
}

/** To another standing; the caller has asked whether it may follow. */
export function move(message: MessageState, to: Standing, at: Date, patch: Partial<MessageState>): Decision {
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
