import { decide } from '../../message/decide';
import type { Fact } from '../../message/fact';
import type { MessageState } from '../../message/state';
import { timelineEvent } from '../../message/timeline';
import {
  accepted,
  at,
  cancelled,
  claimed,
  deadline,
  deferred,
  messageAt,
  optedOut,
  receipt,
  refused,
  unanswered,
} from './sample-message';

it.each<[string, Fact]>([
  ['a claim', claimed()],
  ['an answer', accepted()],
])('%s needs no step: sent_at and accepted_at tell it', (_, fact) => {
  expect(timelineEvent(fact, messageAt('sent'))).toBeNull();
});

it.each<[string, MessageState, Fact, object]>([
  [
    'a refusal with its reason',
    messageAt('sent'),
    refused('rejected'),
    {
      kind: 'refused',
      status: 'rejected',
      detail: { part: 1, carrier: 'acme', reason: 'invalid_number', carrier_code: null },
    },
  ],
  [
    'a throttle with the time of the next attempt',
    messageAt('sent'),
    deferred(),
    {
      kind: 'deferred',
      status: 'queued',
      detail: { reason: 'carrier_throttled', next_attempt_at: at(6).toISOString() },
    },
  ],
  [
    'the last refusal without one',
    messageAt('sent'),
    deferred(1, { counted: true, maxAttempts: 1 }),
    { kind: 'deferred', status: 'failed', detail: { reason: 'carrier_error', next_attempt_at: null } },
  ],
  [
    'a lost answer with how it was lost',
    messageAt('sent'),
    unanswered(),
    { kind: 'in_doubt', status: 'sent', detail: { part: 1, carrier: 'acme', reason: 'timeout' } },
  ],
  [
    'a receipt with its raw text and what was read in it',
    messageAt('accepted'),
    receipt('delivered'),
    {
      kind: 'receipt',
      status: 'delivered',
      detail: { part: 1, says: 'delivered', raw: 'id:id-1 stat:DELIVERED', stat: 'DELIVERED' },
    },
  ],
  [
    'a receipt that was found by its numbers as one',
    messageAt('sent', { inDoubt: true }),
    receipt('delivered', 1, { adopted: true }),
    { kind: 'receipt', detail: { adopted: true } },
  ],
  [
    'a decision of the timer with its reason',
    messageAt('queued'),
    deadline(60),
    { kind: 'timer', status: 'expired', detail: { reason: 'validity_expired' } },
  ],
  ['a cancellation', messageAt('queued'), cancelled(), { kind: 'canceled', status: 'failed', detail: {} }],
  [
    'that the recipient has opted out',
    messageAt('queued'),
    optedOut(),
    { kind: 'opted_out', status: 'rejected', detail: { reason: 'recipient_opted_out' } },
  ],
])('tells %s', (_, message, fact, step) => {
  expect(decide(message, [], fact).event).toMatchObject({ at: fact.at, ...step });
});

it('a receipt that changes nothing is a step all the same: it is evidence', () => {
  const { moved, event } = decide(messageAt('delivered'), [], receipt('undelivered'));
  expect([moved, event?.kind, event?.status]).toEqual([false, 'receipt', 'delivered']);
});
