import { notReady, toFact } from '../../carrier/to-fact';
import type { SubmitAnswer } from '../../smpp/submit';
import { sampleProfile } from './sample-profile';

const profile = sampleProfile({
  retry: { attempts: 4, first: '2s', factor: 2, cap: '10s' },
  in_doubt: { after: '90s' },
  throttle_pause: '3s',
  errors: { 1105: 'throttled', 1106: { kind: 'rejected', code: 'content_blocked' } },
});
const at = new Date('2026-11-23T10:00:00Z');
const submitted = { part: 2, attempt: 1, claim: 3 };

function answered(commandStatus: number, patch: object = {}): SubmitAnswer {
  return { kind: 'answered', commandStatus, nack: false, tlvs: new Map(), ...patch };
}

/** Milliseconds until the fact lets the message go out again. */
function pauseOf(fact: object): number {
  return 'retryAt' in fact && fact.retryAt instanceof Date ? fact.retryAt.getTime() - at.getTime() : Number.NaN;
}

it('an answer that is fine is an acceptance with the id as its rule writes it', () => {
  expect(toFact(answered(0, { messageId: ' 00FF ' }), submitted, profile, at)).toEqual({
    fact: { kind: 'part_accepted', at, part: 2, claim: 3, carrier: 'acme', carrierMessageId: '00FF' },
    link: 'fine',
    alarm: null,
  });
  const hex = sampleProfile({ message_id: 'hex_response' });
  expect(toFact(answered(0, { messageId: '812FC7470000001B' }), submitted, hex, at).fact).toMatchObject({
    carrierMessageId: '9308878062554710043',
  });
});

it('an answer without an id is an acceptance that can not be tracked', () => {
  expect(toFact(answered(0), submitted, profile, at).fact).toMatchObject({
    kind: 'part_accepted',
    carrierMessageId: null,
  });
});

it.each([
  [
    0x0b,
    'part_refused',
    { status: 'rejected', failure: { code: 'invalid_number', carrierCode: 'ESME_RINVDSTADR' } },
    'fine',
    null,
  ],
  [0x02, 'part_refused', { status: 'failed' }, 'fine', 'ESME_RINVCMDLEN'],
  [0xfe, 'part_refused', { status: 'undelivered' }, 'fine', null],
  [0x08, 'part_deferred', { counted: true, maxAttempts: 4 }, 'fine', null],
  [0x64, 'part_deferred', { counted: true, maxAttempts: 4 }, 'fine', null],
  [0x45, 'part_deferred', { counted: true, maxAttempts: 2 }, 'fine', null],
  [0xff, 'part_deferred', { counted: true, maxAttempts: 2 }, 'fine', null],
  [0x58, 'part_deferred', { counted: false, failure: { code: 'carrier_throttled' } }, 'throttled', null],
  [0x14, 'part_deferred', { counted: false }, 'throttled', null],
  [0x04, 'part_deferred', { counted: false }, 'rebind', null],
  [0x451, 'part_deferred', { counted: false, failure: { carrierCode: '0x00000451' } }, 'throttled', null],
  [0x452, 'part_refused', { status: 'rejected', failure: { code: 'content_blocked' } }, 'fine', null],
  [0x4ff, 'part_refused', { status: 'rejected' }, 'fine', null],
] as const)('command_status %i means %s', (status, kind, facts, link, alarm) => {
  expect(toFact(answered(status), submitted, profile, at)).toMatchObject({
    fact: { kind, part: 2, ...facts },
    link,
    alarm,
  });
});

it('a generic_nack about the framing asks for a new session', () => {
  expect(toFact(answered(0x02, { nack: true }), submitted, profile, at)).toMatchObject({
    fact: { kind: 'part_refused', status: 'failed' },
    link: 'rebind',
    alarm: 'ESME_RINVCMDLEN',
  });
});

it.each([
  [1, 1400, 2000],
  [2, 2800, 4000],
  [3, 5600, 8000],
  [9, 7000, 10_000],
])('a temporary refusal of attempt %i waits %i to %i ms', (attempt, least, most) => {
  const pause = pauseOf(toFact(answered(0x08), { part: 1, attempt, claim: 3 }, profile, at).fact);
  expect(pause).toBeGreaterThanOrEqual(least);
  expect(pause).toBeLessThanOrEqual(most);
});

it('a throttle waits as long as the profile says', () => {
  expect(pauseOf(toFact(answered(0x58), submitted, profile, at).fact)).toBe(3000);
});

it.each([
  ['timeout', 'timeout'],
  ['closed', 'link_closed'],
] as const)('no answer (%s) after the octets are on the wire is a doubt, never “not sent”', (reason, told) => {
  const { fact } = toFact({ kind: 'unanswered', reason, onTheWire: true }, submitted, profile, at);
  expect(fact).toMatchObject({ kind: 'part_unanswered', reason: told, decideAt: new Date(at.getTime() + 90_000) });
});

it.each<[string, SubmitAnswer]>([
  ['closed before the write', { kind: 'unanswered', reason: 'closed', onTheWire: false }],
  ['timed out before the write', { kind: 'unanswered', reason: 'timeout', onTheWire: false }],
  ['a full window', { kind: 'unsendable', error: { name: 'WindowFull', message: 'full' } }],
  ['a session that is not bound', { kind: 'unsendable', error: { name: 'IllegalState', message: 'closed' } }],
])('what certainly never left (%s) goes out again and uses up no attempt', (_, answer) => {
  const verdict = toFact(answer, submitted, profile, at);
  expect(verdict).toEqual({
    fact: notReady({ at, part: 2, claim: 3, carrier: 'acme' }, profile),
    link: 'fine',
    alarm: null,
  });
  expect(verdict.fact).toMatchObject({
    kind: 'part_deferred',
    counted: false,
    failure: { code: 'carrier_unavailable' },
  });
});

it('a field that can not be written fails the part, and someone should look', () => {
  const message = 'source_addr has a NUL';
  const error = { name: 'InvalidField', field: 'source_addr', problem: 'has_nul', message } as const;
  expect(toFact({ kind: 'unsendable', error }, submitted, profile, at)).toMatchObject({
    fact: {
      kind: 'part_refused',
      status: 'failed',
      failure: { code: 'invalid_request_to_carrier', raw: 'source_addr has a NUL' },
    },
    alarm: 'InvalidField',
  });
});
