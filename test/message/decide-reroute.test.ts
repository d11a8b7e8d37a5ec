import { decide } from '../../message/decide';
import type { Rerouted } from '../../message/fact';
import { statuses } from '../../message/status';
import * as sample from './sample-message';

const at = sample.at(3);
const to = {
  carrier: 'backup',
  encoding: 'gsm7',
  segments: 1,
  partCount: 1,
  price: '0.0500',
  currency: 'AUD',
} as const;
const rerouted = (over: Partial<Rerouted> = {}): Rerouted => ({
  kind: 'rerouted',
  at,
  from: 'acme',
  to,
  reason: 'carrier_down',
  failure: null,
  ...over,
});

it('a message that waits for its carrier waits for another one from now on, and its attempts start anew', () => {
  const waiting = sample.messageAt('queued', { carrier: 'acme', attempts: 3 });
  const decision = decide(waiting, [], rerouted());
  expect(decision).toMatchObject({
    message: { status: 'queued', carrier: 'backup', attempts: 0, sequence: waiting.sequence },
    moved: false,
    requeueAt: at,
    carriage: to,
    event: { kind: 'rerouted', detail: { from: 'acme', to: 'backup', reason: 'carrier_down' } },
  });
});

it.each(statuses.filter((status) => status !== 'queued'))('a message that is %s is left alone', (status) => {
  const message = sample.messageAt(status, { carrier: 'acme' });
  expect(decide(message, [], rerouted())).toMatchObject({ message, moved: false, event: null, requeueAt: null });
});

it('a message that waits for another carrier by now is left alone', () => {
  const message = sample.messageAt('queued', { carrier: 'third' });
  expect(decide(message, [], rerouted()).message).toBe(message);
});

it('a long message of which a carrier has a part already stays with it', () => {
  const message = sample.messageAt('queued', { carrier: 'acme', partCount: 2 });
  const parts = [
    { part: 1, status: 'accepted', carrier: 'acme', carrierMessageId: 'A1' },
    { part: 2, status: 'queued', carrier: 'acme', carrierMessageId: null },
  ] as const;
  expect(decide(message, parts, rerouted()).message).toBe(message);
});

it('a message refused for good by one carrier goes back in line for the next', () => {
  const failure = { code: 'invalid_number', carrierCode: 'ESME_RINVDSTADR', raw: null } as const;
  const sent = sample.messageAt('sent', { carrier: 'acme', attempts: 1 });
  expect(decide(sent, [], rerouted({ reason: 'refused', failure }))).toMatchObject({
    message: { status: 'queued', carrier: 'backup', attempts: 0 },
    moved: true,
    event: { detail: { reason: 'invalid_number', carrier_code: 'ESME_RINVDSTADR' } },
  });
});

describe('what is heard of an attempt that is over', () => {
  const secondAttempt = sample.messageAt('sent', { carrier: 'acme', attempts: 2, sequence: 4 });
  const about = { at, part: 1, claim: 2, carrier: 'acme' };
  const failure = { code: 'carrier_throttled', carrierCode: 'ESME_RTHROTTLED', raw: null } as const;

  it.each([
    ['a throttle', { kind: 'part_deferred', ...about, counted: false, retryAt: at, maxAttempts: 3, failure }],
    ['a refusal', { kind: 'part_refused', ...about, status: 'rejected', failure }],
    ['silence', { kind: 'part_unanswered', ...about, reason: 'timeout', decideAt: at }],
  ] as const)('%s does not touch the message that is on the wire again', (_, fact) => {
    expect(decide(secondAttempt, [], fact).message).toBe(secondAttempt);
    expect(decide(secondAttempt, [], { ...fact, claim: 4 }).message).not.toBe(secondAttempt);
  });

  it('that the carrier took it stays true', () => {
    const accepted = { kind: 'part_accepted', ...about, carrierMessageId: 'A1' } as const;
    expect(decide(secondAttempt, [], accepted).message.status).toBe('accepted');
  });
});
