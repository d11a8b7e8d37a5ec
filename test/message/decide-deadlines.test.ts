import { decide } from '../../message/decide';
import { type MessageState, standing } from '../../message/state';
import type { Standing } from '../../message/status';
import { at, deadline, failure, messageAt, receipt } from './sample-message';

/** Messages are worth 60 minutes here, and the carrier's grace is 10. */

it.each<[string, MessageState, number, Standing]>([
  ['Queued, within its validity', messageAt('queued'), 59, 'queued'],
  ['Queued, past its validity', messageAt('queued'), 60, 'expired_by_timer'],
  ['Sent, and nobody says that the answer is lost', messageAt('sent'), 60, 'sent'],
  ['Sent, in doubt', messageAt('sent', { inDoubt: true, deadlineAt: at(6) }), 6, 'unknown_by_timer'],
  ['Accepted, within the grace', messageAt('accepted'), 69, 'accepted'],
  ['Accepted, in silence', messageAt('accepted'), 70, 'unknown_by_timer'],
  ['Accepted, and still tried', messageAt('accepted', { stillTrying: true }), 70, 'expired_by_timer'],
  ['Accepted later than its validity', messageAt('accepted', { acceptedAt: at(90) }), 99, 'accepted'],
  ['Accepted later, and the grace is over', messageAt('accepted', { acceptedAt: at(90) }), 100, 'unknown_by_timer'],
  ['Unknown to the carrier, within the grace', messageAt('unknown'), 69, 'unknown'],
  ['Unknown to the carrier', messageAt('unknown'), 70, 'unknown_by_timer'],
  ['Unknown to the carrier, once still tried', messageAt('unknown', { stillTrying: true }), 70, 'unknown_by_timer'],
])('a message that is %s', (_, message, minutes, to) => {
  expect(standing(decide(message, [], deadline(minutes)).message)).toBe(to);
});

it.each([
  'delivered',
  'failed',
  'undelivered',
  'rejected',
  'expired',
  'expired_by_timer',
  'unknown_by_timer',
  'read',
] as const)('the timer has nothing to say of a message that is %s', (from) => {
  const message = messageAt(from);
  expect(decide(message, [], deadline(500)).message).toBe(message);
});

it.each([
  ['queued', 'validity_expired'],
  ['accepted', 'receipt_timeout'],
  ['unknown', 'receipt_timeout'],
] as const)('a message that ends %s is told why: %s', (from, code) => {
  const { message, event } = decide(messageAt(from), [], deadline(500));
  expect(message.failure).toEqual(failure(code));
  expect(event).toMatchObject({ kind: 'timer', detail: { reason: code } });
});

it('a deadline that was put off in between is not met', () => {
  const message = messageAt('sent', { inDoubt: true, deadlineAt: at(20) });
  expect(decide(message, [], deadline(19.99, 'resend')).message).toBe(message);
});

it('an answer that never came, and no one left to say so, is a doubt with a deadline', () => {
  const { message } = decide(messageAt('sent'), [], deadline(60));
  expect(message).toMatchObject({ status: 'sent', inDoubt: true, deadlineAt: at(70) });
  expect(standing(decide(message, [], deadline(70)).message)).toBe('unknown_by_timer');
});

describe('in doubt, under the policy resend', () => {
  const inDoubt = messageAt('sent', { inDoubt: true, deadlineAt: at(6) });

  it('a message goes back into line, marked', () => {
    const { message, requeueAt, event } = decide(inDoubt, [], deadline(6, 'resend'));
    expect(message).toMatchObject({ status: 'queued', inDoubt: false, possibleDuplicate: true, attempts: 1 });
    expect(requeueAt).toEqual(at(6));
    expect(event).toMatchObject({ kind: 'timer', detail: { reason: 'resend' } });
  });

  it('only the parts go out again that nobody answered for', () => {
    const part = (number: number, status: 'sent' | 'accepted' | 'queued') => ({
      part: number,
      status,
      carrier: 'acme',
      carrierMessageId: null,
    });
    const parts = [part(1, 'accepted'), part(2, 'sent'), part(3, 'queued')];
    const decision = decide({ ...inDoubt, partCount: 3 }, parts, deadline(6, 'resend'));
    expect(decision.parts).toEqual([part(2, 'queued')]);
  });

  it('it goes out once more and not again', () => {
    const again = { ...inDoubt, possibleDuplicate: true };
    expect(standing(decide(again, [], deadline(6, 'resend')).message)).toBe('unknown_by_timer');
  });

  it('it does not go out after its validity, and is not said never to have left us', () => {
    const { message } = decide(inDoubt, [], deadline(60, 'resend'));
    expect(message).toMatchObject({ status: 'unknown', byTimer: true, failure: failure('response_lost') });
  });
});

describe('what the timer decided', () => {
  it.each(['expired_by_timer', 'unknown_by_timer'] as const)('%s: it yields, and a new end has a new time', (from) => {
    const { message } = decide(messageAt(from), [], receipt('delivered', 1, { at: at(200) }));
    expect(message).toMatchObject({ status: 'delivered', byTimer: false, failure: null, finalAt: at(200) });
  });

  it('an intermediate receipt opens the message again, with time for a final one', () => {
    const { message } = decide(messageAt('unknown_by_timer'), [], receipt('accepted', 1, { at: at(200) }));
    expect(message).toMatchObject({ status: 'accepted', finalAt: null, failure: null, stillTrying: true });
    expect(standing(decide(message, [], deadline(209)).message)).toBe('accepted');
    expect(standing(decide(message, [], deadline(210)).message)).toBe('expired_by_timer');
  });
});
