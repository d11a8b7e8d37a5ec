import type {
  Cancelled,
  Claimed,
  DeadlinePassed,
  Failure,
  OptedOut,
  PartAccepted,
  PartDeferred,
  PartRefused,
  PartUnanswered,
  ReceiptRead,
} from '../../message/fact';
import type { MessageState } from '../../message/state';
import { lifecycle, type Standing } from '../../message/status';

/** Messages and facts for the tests of the state machine: accepted at 10:00, worth an hour, and everything happens after `minutes`. */

export const validity = 3_600_000;

export function at(minutes: number): Date {
  return new Date(Date.UTC(2026, 10, 23, 10) + minutes * 60_000);
}

export function failure(code: Failure['code']): Failure {
  return { code, carrierCode: null, raw: null };
}

const queued: MessageState = {
  status: 'queued',
  byTimer: false,
  sequence: 1,
  partCount: 1,
  attempts: 0,
  carrier: 'acme',
  startsAt: at(0),
  validity,
  stillTrying: false,
  inDoubt: false,
  possibleDuplicate: false,
  failure: null,
  sentAt: null,
  acceptedAt: null,
  finalAt: null,
  readAt: null,
  deadlineAt: at(60),
};

/** What a message brings along from the way to its standing, beside what every message there has. */
const past: Readonly<Record<Standing, Partial<MessageState>>> = {
  queued: {},
  sent: { attempts: 1, sentAt: at(1) },
  accepted: { attempts: 1, sentAt: at(1), acceptedAt: at(2) },
  delivered: { attempts: 1, sentAt: at(1), acceptedAt: at(2) },
  failed: { attempts: 1, sentAt: at(1), failure: failure('retries_exhausted') },
  undelivered: { attempts: 1, sentAt: at(1), acceptedAt: at(2), failure: failure('undeliverable') },
  rejected: { attempts: 1, sentAt: at(1), failure: failure('carrier_rejected') },
  expired: { attempts: 1, sentAt: at(1), acceptedAt: at(2), failure: failure('carrier_expired') },
  expired_by_timer: {
    attempts: 1,
    sentAt: at(1),
    acceptedAt: at(2),
    stillTrying: true,
    failure: failure('receipt_timeout'),
  },
  unknown: { attempts: 1, sentAt: at(1), acceptedAt: at(2), failure: failure('carrier_state_unknown') },
  unknown_by_timer: { attempts: 1, sentAt: at(1), failure: failure('response_lost') },
  read: { attempts: 1, sentAt: at(1), acceptedAt: at(2), readAt: at(4) },
};

export function messageAt(standing: Standing, patch: Partial<MessageState> = {}): MessageState {
  const { status, final } = lifecycle[standing];
  return {
    ...queued,
    status,
    byTimer: standing !== status,
    sequence: 3,
    finalAt: final ? at(4) : null,
    deadlineAt: final ? null : at(60),
    ...past[standing],
    ...patch,
  };
}

export const claimed = (minutes = 5): Claimed => ({ kind: 'claimed', at: at(minutes), carrier: 'acme' });
export const optedOut = (minutes = 5): OptedOut => ({ kind: 'opted_out', at: at(minutes) });
export const cancelled = (minutes = 5): Cancelled => ({ kind: 'cancelled', at: at(minutes) });

export function accepted(part = 1, minutes = 5, carrierMessageId: string | null = `id-${part}`): PartAccepted {
  return { kind: 'part_accepted', at: at(minutes), part, carrier: 'acme', carrierMessageId };
}

export function refused(status: PartRefused['status'], part = 1, minutes = 5): PartRefused {
  return { kind: 'part_refused', at: at(minutes), part, carrier: 'acme', status, failure: failure('invalid_number') };
}

/** A throttle (not counted), unless `counted` says a temporary refusal. */
export function deferred(part = 1, { counted = false, maxAttempts = 4, minutes = 5 } = {}): PartDeferred {
  const why = failure(counted ? 'carrier_error' : 'carrier_throttled');
  const when = { at: at(minutes), retryAt: at(minutes + 1) };
  return { kind: 'part_deferred', ...when, part, carrier: 'acme', counted, maxAttempts, failure: why };
}

export function unanswered(part = 1, minutes = 5): PartUnanswered {
  const decideAt = at(minutes + 5);
  return { kind: 'part_unanswered', at: at(minutes), part, carrier: 'acme', reason: 'timeout', decideAt };
}

export function deadline(minutes: number, inDoubtPolicy: DeadlinePassed['inDoubtPolicy'] = 'unknown'): DeadlinePassed {
  return { kind: 'deadline_passed', at: at(minutes), grace: 600_000, inDoubtPolicy };
}

const codes: Readonly<Partial<Record<ReceiptRead['status'], Failure['code']>>> = {
  undelivered: 'undeliverable',
  failed: 'deleted',
  rejected: 'carrier_rejected',
  expired: 'carrier_expired',
  unknown: 'carrier_state_unknown',
};

export function receipt(status: ReceiptRead['status'], part = 1, patch: Partial<ReceiptRead> = {}): ReceiptRead {
  const code = codes[status];
  return {
    kind: 'receipt',
    at: at(5),
    part,
    carrier: 'acme',
    carrierMessageId: `id-${part}`,
    adopted: false,
    status,
    failure: code ? failure(code) : null,
    raw: `id:id-${part} stat:${status.toUpperCase()}`,
    evidence: { stat: status.toUpperCase() },
    wholeMessage: false,
    ...patch,
  };
}
