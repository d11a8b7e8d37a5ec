/**
 * The lifecycle of a message as data: start reading Waybill here.
 *
 * A message has one of ten statuses. Two of them, Expired and Unknown, stand in two ways: said by the carrier, or decided by
 * our timer after silence; the timer's word yields to any later word of the carrier. Status and "who decided" together are
 * the message's *standing*, and this table says what may follow each one. The diagram in docs/lifecycle.md is generated
 * from it.
 */

export const statuses = [
  'queued',
  'sent',
  'accepted',
  'delivered',
  'failed',
  'undelivered',
  'rejected',
  'expired',
  'unknown',
  'read',
] as const;

export type Status = (typeof statuses)[number];

/** A status together with who decided it, where that matters for what may follow. */
export type Standing = Status | 'expired_by_timer' | 'unknown_by_timer';

export interface LifecycleRow {
  readonly status: Status;
  /** What it tells the sender. */
  readonly meaning: string;
  /** The recorded fact that makes it so. */
  readonly setBy: string;
  /** True when nothing more is expected; `final_at` is set and no deadline runs. */
  readonly final: boolean;
  /** Each standing that may follow, and the fact that causes it. */
  readonly next: Readonly<Partial<Record<Standing, string>>>;
}

/** What a carrier may say in a receipt after it took the message. */
const carrierVerdicts = {
  delivered: 'receipt DELIVRD',
  undelivered: 'receipt UNDELIV',
  rejected: 'receipt REJECTD',
  failed: 'receipt DELETED, SKIPPED or FAILED',
  expired: 'receipt EXPIRED',
  read: 'user acknowledgement or receipt READ',
} as const;

export const lifecycle: Readonly<Record<Standing, LifecycleRow>> = {
  queued: {
    status: 'queued',
    meaning: 'waiting in line to be sent',
    setBy: 'the intake, in the transaction that stores the message; again after a throttle or a temporary refusal',
    final: false,
    next: {
      sent: 'claimed, just before submit_sm is written',
      expired_by_timer: 'validity passed before it left us',
      failed: 'cancelled, no carrier left to try, or a late word about an earlier attempt',
      rejected: 'the recipient has opted out, or a late word about an earlier attempt',
      accepted: 'late answer to an earlier attempt, while waiting to be resent',
      delivered: 'late receipt of an earlier attempt, while waiting to be resent',
      undelivered: 'late receipt of an earlier attempt, or of a part that was taken',
      expired: 'late receipt of an earlier attempt, or of a part that was taken',
      read: 'late read acknowledgement of an earlier attempt, while waiting to be resent',
    },
  },
  sent: {
    status: 'sent',
    meaning: 'it has left the platform and is handed to the carrier',
    setBy:
      'the submit worker, written ahead of submit_sm; no answer yet. Without an answer it is in doubt, and stays here',
    final: false,
    next: {
      accepted: 'submit_sm_resp OK for every part',
      queued: 'the carrier said not now, or the in-doubt policy is resend',
      rejected: 'permanent submit_sm_resp error, or receipt REJECTD',
      failed: 'carrier error, retries used up, or receipt DELETED',
      undelivered: 'final failure in the response, or receipt UNDELIV',
      delivered: 'receipt DELIVRD adopted while in doubt',
      expired: 'receipt EXPIRED adopted while in doubt',
      unknown: 'receipt UNKNOWN adopted while in doubt',
      read: 'read acknowledgement adopted while in doubt',
      unknown_by_timer: 'no answer, and the in-doubt policy is unknown',
    },
  },
  accepted: {
    status: 'accepted',
    meaning: 'the carrier took it for delivery, delivery not confirmed',
    setBy: 'submit_sm_resp OK; receipts ENROUTE, ACCEPTD and BUFFERED keep it here',
    final: false,
    next: {
      ...carrierVerdicts,
      unknown: 'receipt UNKNOWN',
      expired_by_timer: 'deadline passed, and the carrier had said it was still trying',
      unknown_by_timer: 'deadline passed in silence',
    },
  },
  delivered: {
    status: 'delivered',
    meaning: 'it reached the handset',
    setBy: 'receipt DELIVRD for every part',
    final: true,
    next: { read: 'user acknowledgement or receipt READ' },
  },
  failed: {
    status: 'failed',
    meaning: 'it could not be delivered: invalid number, carrier error, unreachable, cancelled, retries used up',
    setBy: 'decided by the platform, or a carrier error',
    final: true,
    next: {},
  },
  undelivered: {
    status: 'undelivered',
    meaning: 'the carrier reports that it could not deliver it',
    setBy: 'receipt UNDELIV',
    final: true,
    next: {},
  },
  rejected: {
    status: 'rejected',
    meaning: 'the carrier would not take it: filtering, number or content',
    setBy: 'permanent submit_sm_resp error, or receipt REJECTD; the platform, where the recipient has opted out',
    final: true,
    next: {},
  },
  expired: {
    status: 'expired',
    meaning: 'not delivered within the time limit',
    setBy: 'receipt EXPIRED',
    final: true,
    next: {},
  },
  expired_by_timer: {
    status: 'expired',
    meaning: 'not delivered within the time limit',
    setBy: 'the timer: validity passed before it left us, or after the carrier had said it was still trying',
    final: true,
    next: { ...carrierVerdicts, accepted: 'a late ENROUTE or ACCEPTD', unknown: 'a late receipt UNKNOWN' },
  },
  unknown: {
    status: 'unknown',
    meaning: 'no one can say',
    setBy: 'receipt UNKNOWN, or a state no table knows; a later final receipt replaces it',
    final: false,
    next: { ...carrierVerdicts, unknown_by_timer: 'deadline passed without a final receipt' },
  },
  unknown_by_timer: {
    status: 'unknown',
    meaning: 'no one can say',
    setBy: 'the timer, after silence',
    final: true,
    next: { ...carrierVerdicts, accepted: 'a late ENROUTE or ACCEPTD' },
  },
  read: {
    status: 'read',
    meaning: 'the recipient has read it (rare in SMS)',
    setBy: 'a user acknowledgement (esm_class 0x10), or a receipt READ or SEEN',
    final: true,
    next: {},
  },
};

/** The standing of a message from its two columns. `byTimer` only matters where a row for it exists. */
export function standingOf(status: Status, byTimer: boolean): Standing {
  if (!byTimer) return status;
  if (status === 'expired') return 'expired_by_timer';
  return status === 'unknown' ? 'unknown_by_timer' : status;
}

/** May `to` follow `from`? The one question every writer of a status asks. */
export function mayFollow(from: Standing, to: Standing): boolean {
  return to in lifecycle[from].next;
}
