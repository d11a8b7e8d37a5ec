import { backoff } from '../message/backoff';
import { normalizeCarrierId } from '../message/carrier-id';
import type { Fact, Failure } from '../message/fact';
import { classifySubmit, type Refusal } from '../message/outcome';
import type { SubmitAnswer } from '../smpp/submit';
import type { CarrierProfile } from './profile';

/** Which part was submitted, and at which attempt of its message (counting from 1). */
export interface Submitted {
  readonly part: number;
  readonly attempt: number;
  /** The message's sequence when it was claimed for this attempt. */
  readonly claim: number;
}

/** The carrier's answer as a fact, and what the link should make of it. */
export interface Verdict {
  readonly fact: Fact;
  /** `throttled`: slow down. `rebind`: the session is not what we think it is. */
  readonly link: 'fine' | 'throttled' | 'rebind';
  /** The name of a status that someone on the operator's side must look at. */
  readonly alarm: string | null;
}

/** An answer that is ambiguous by nature is not asked for more often than this. */
const mostAmbiguous = 2;
/** How soon a message goes back to a link that was not ready for it (ms). */
const notReadyPause = 1000;

/** What an answer means for its part. After the octets are on the wire, "no answer" is never "not sent". */
export function toFact(
  answer: SubmitAnswer,
  { part, attempt, claim }: Submitted,
  profile: CarrierProfile,
  at: Date,
): Verdict {
  const about = { at, part, claim, carrier: profile.name };
  switch (answer.kind) {
    case 'unanswered': {
      if (!answer.onTheWire) return fine(notReady(about, profile));
      const reason = answer.reason === 'timeout' ? ('timeout' as const) : ('link_closed' as const);
      return fine({ kind: 'part_unanswered', ...about, reason, decideAt: after(at, profile.inDoubt.after) });
    }
    case 'unsendable': {
      if (answer.error.name === 'WindowFull' || answer.error.name === 'IllegalState')
        return fine(notReady(about, profile));
      const failure = { code: 'invalid_request_to_carrier', carrierCode: null, raw: answer.error.message } as const;
      return {
        fact: { kind: 'part_refused', ...about, status: 'failed', failure },
        link: 'fine',
        alarm: answer.error.name,
      };
    }
    case 'answered': {
      const outcome = classifySubmit(answer.commandStatus, profile.errors);
      if (outcome.kind !== 'accepted') return refused(outcome, answer.nack, about, attempt, profile);
      const id = answer.messageId;
      const carrierMessageId = id === undefined ? null : normalizeCarrierId(id, profile.messageId, 'response');
      return fine({ kind: 'part_accepted', ...about, carrierMessageId });
    }
  }
}

interface About {
  readonly at: Date;
  readonly part: number;
  readonly claim: number;
  readonly carrier: string;
}

function refused(outcome: Refusal, nack: boolean, about: About, attempt: number, profile: CarrierProfile): Verdict {
  const failure: Failure = { code: outcome.code, carrierCode: outcome.name, raw: null };
  const alarm = outcome.alarm ? outcome.name : null;
  const later = (pause: number, maxAttempts: number): Fact => ({
    kind: 'part_deferred',
    ...about,
    counted: outcome.counted,
    retryAt: after(about.at, pause),
    maxAttempts,
    failure,
  });
  switch (outcome.kind) {
    case 'rejected':
    case 'undelivered':
      return { fact: { kind: 'part_refused', ...about, status: outcome.kind, failure }, link: 'fine', alarm };
    case 'failed':
      // A generic_nack of this kind says that the two ends disagree about where PDUs begin.
      return {
        fact: { kind: 'part_refused', ...about, status: 'failed', failure },
        link: nack ? 'rebind' : 'fine',
        alarm,
      };
    case 'throttled':
      return { fact: later(profile.throttlePause, profile.retry.attempts), link: 'throttled', alarm };
    case 'session':
      return { fact: later(notReadyPause, profile.retry.attempts), link: 'rebind', alarm };
    case 'temporary':
      return { fact: later(pauseBefore(attempt, profile), profile.retry.attempts), link: 'fine', alarm };
    case 'ambiguous': {
      const most = Math.min(mostAmbiguous, profile.retry.attempts);
      return { fact: later(pauseBefore(attempt, profile), most), link: 'fine', alarm };
    }
  }
}

/** It never reached the socket: the message waits for a link that is ready, and no attempt is used up. */
export function notReady(about: About, profile: CarrierProfile): Fact {
  const failure = { code: 'carrier_unavailable', carrierCode: null, raw: null } as const;
  const retryAt = after(about.at, notReadyPause);
  return { kind: 'part_deferred', ...about, counted: false, retryAt, maxAttempts: profile.retry.attempts, failure };
}

function pauseBefore(attempt: number, profile: CarrierProfile): number {
  return backoff(attempt, { ...profile.retry, jitter: 0.3 });
}

function fine(fact: Fact): Verdict {
  return { fact, link: 'fine', alarm: null };
}

function after(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds);
}
