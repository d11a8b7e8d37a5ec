/** What the ledger knows of a message when a fact arrives: the columns that `decide` reads and writes. */
import type { Failure } from './fact';
import { type Standing, type Status, standingOf } from './status';

export interface MessageState {
  readonly status: Status;
  /** The timer decided the status (Expired, Unknown); a later word of the carrier replaces it. */
  readonly byTimer: boolean;
  /** Counts the changes of status (and of finality), so that a reader can drop what comes late. */
  readonly sequence: number;
  /** How many submit_sm it takes: its segments, but 1 where a carrier takes long messages whole. */
  readonly partCount: number;
  /** Submits that counted: neither throttled nor turned away by a link that was not ready. */
  readonly attempts: number;
  readonly carrier: string | null;
  /** When the validity starts to run: the scheduled time, else the time of acceptance. */
  readonly startsAt: Date;
  /** In milliseconds. */
  readonly validity: number;
  /** The carrier has confirmed with an intermediate receipt that it is trying. */
  readonly stillTrying: boolean;
  readonly inDoubt: boolean;
  readonly possibleDuplicate: boolean;
  readonly failure: Failure | null;
  readonly sentAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly finalAt: Date | null;
  readonly readAt: Date | null;
  /** When the timer should look at it next; null once final. */
  readonly deadlineAt: Date | null;
}

/** A part (segment) of a message of several. A part without a record stands where its message stands. */
export interface PartState {
  readonly part: number;
  readonly status: Status;
  readonly carrier: string;
  readonly carrierMessageId: string | null;
}

export function standing(message: MessageState): Standing {
  return standingOf(message.status, message.byTimer);
}

/** The end of the time in which the message may be submitted. */
export function validityEnd({ startsAt, validity }: Pick<MessageState, 'startsAt' | 'validity'>): Date {
  return new Date(startsAt.getTime() + validity);
}
