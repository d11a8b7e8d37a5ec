/** The steps of a message that its own columns don't tell: receipts, retries, doubts, decisions of the timer. */
import type { Fact } from './fact';
import type { MessageState } from './state';
import type { Status } from './status';

export type TimelineKind =
  | 'receipt'
  | 'refused'
  | 'deferred'
  | 'in_doubt'
  | 'timer'
  | 'canceled'
  | 'opted_out'
  | 'rerouted';

export interface TimelineEvent {
  readonly at: Date;
  readonly kind: TimelineKind;
  /** The message's status after the step. */
  readonly status: Status;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** The step that a fact adds to the timeline; null where the message's own times (sent_at, accepted_at …) tell it all. */
export function timelineEvent(fact: Fact, after: MessageState): TimelineEvent | null {
  const step = (kind: TimelineKind, detail: TimelineEvent['detail']): TimelineEvent => ({
    at: fact.at,
    kind,
    status: after.status,
    detail,
  });
  switch (fact.kind) {
    case 'claimed':
    case 'part_accepted':
      return null;
    case 'part_refused':
      return step('refused', { part: fact.part, carrier: fact.carrier, ...failureDetail(fact.failure) });
    case 'part_deferred':
      return step('deferred', {
        part: fact.part,
        carrier: fact.carrier,
        ...failureDetail(fact.failure),
        next_attempt_at: after.status === 'queued' ? fact.retryAt.toISOString() : null,
      });
    case 'part_unanswered':
      return step('in_doubt', { part: fact.part, carrier: fact.carrier, reason: fact.reason });
    case 'receipt':
      return step('receipt', {
        part: fact.part,
        carrier: fact.carrier,
        says: fact.status,
        raw: fact.raw,
        ...fact.evidence,
        ...(fact.adopted ? { adopted: true } : {}),
      });
    case 'deadline_passed':
      return step('timer', { reason: after.failure?.code ?? 'resend' });
    case 'cancelled':
      return step('canceled', {});
    case 'opted_out':
      return step('opted_out', { reason: 'recipient_opted_out' });
    case 'rerouted':
      return step('rerouted', {
        from: fact.from,
        to: fact.to.carrier,
        ...(fact.failure ? failureDetail(fact.failure) : { reason: fact.reason }),
      });
  }
}

function failureDetail(failure: { code: string; carrierCode: string | null }) {
  return { reason: failure.code, carrier_code: failure.carrierCode };
}
