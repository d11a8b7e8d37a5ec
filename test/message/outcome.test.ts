import fc from 'fast-check';
import { errors } from '../../message/error';
import {
  classifyBind,
  classifySubmit,
  commandStatusName,
  type SubmitKind,
  type SubmitOverride,
} from '../../message/outcome';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const byKind: Record<Exclude<SubmitKind, 'accepted'>, number[]> = {
  rejected: [
    ...[0x01, 0x06, 0x07, 0x0a, 0x0b, 0x15, 0x33, 0x34, 0x40, 0x54, 0x55, 0x61, 0x62, 0x63, 0x65, 0x66, 0x100, 0x101],
    ...range(0x42, 0x44),
    ...range(0x48, 0x51),
    ...range(0xc0, 0xc4),
    ...range(0x103, 0x106),
    ...[0x400, 0x45b, 0xffffffff],
  ].filter((status) => status < 0x4a || status > 0x4f),
  failed: [0x02, 0x03],
  temporary: [0x08, 0x64, 0x102],
  throttled: [0x14, 0x58],
  ambiguous: [0x45, 0xff],
  session: [0x04],
  undelivered: [0xfe],
};
const rows = Object.entries(byKind).flatMap(([kind, list]) => list.map((status) => [status, kind] as const));

describe('the answer to a submit_sm', () => {
  it('is accepted with ESME_ROK, whatever a profile says', () => {
    expect(classifySubmit(0, { 0: 'rejected' })).toEqual({
      kind: 'accepted',
      code: null,
      name: 'ESME_ROK',
      alarm: false,
      counted: true,
    });
  });

  it.each(rows)('with status %i means %s', (status, kind) => {
    expect(classifySubmit(status).kind).toBe(kind);
  });

  it.each(range(0x4a, 0x4f))('with the unnamed address error %i means rejected', (status) => {
    expect(classifySubmit(status).kind).toBe('rejected');
  });

  it.each([
    [0x0a, 'sender_not_allowed', 'ESME_RINVSRCADR'],
    [0x0b, 'invalid_number', 'ESME_RINVDSTADR'],
    [0x48, 'sender_not_allowed', 'ESME_RINVSRCTON'],
    [0x51, 'invalid_number', 'ESME_RINVDSTNPI'],
    [0x58, 'carrier_throttled', 'ESME_RTHROTTLED'],
    [0x03, 'invalid_request_to_carrier', 'ESME_RINVCMDID'],
    [0x101, 'content_blocked', 'ESME_RPROHIBITED'],
    [0x45b, 'carrier_rejected', '0x0000045b'],
  ])('with status %i explains itself as %s (%s)', (status, code, name) => {
    expect(classifySubmit(status)).toMatchObject({ code, name });
  });

  it('uses up no attempt when it is about the bind and not the message', () => {
    expect([0x14, 0x58, 0x04, 0x08, 0x45].map((status) => classifySubmit(status).counted)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('alarms when the fault is ours or nobody knows the status', () => {
    expect([0x02, 0x03, 0x0e, 0x9a].map((status) => classifySubmit(status).alarm)).toEqual([true, true, true, true]);
    expect([0x0b, 0x58, 0x08].map((status) => classifySubmit(status).alarm)).toEqual([false, false, false]);
  });

  it.each([['0x451'], ['1105'], [1105]])('follows the profile for status 0x451 written as %p', (key) => {
    const row: SubmitOverride = { kind: 'rejected', code: 'insufficient_credit' };
    const overrides = { [key]: row };
    const outcome = classifySubmit(0x451, overrides);
    expect(outcome).toEqual({
      kind: 'rejected',
      code: 'insufficient_credit',
      name: '0x00000451',
      alarm: true,
      counted: true,
    });
  });

  it('takes a bare kind from the profile, with the code of that kind', () => {
    expect(classifySubmit(0x0b, { '0x0b': 'throttled' })).toMatchObject({
      kind: 'throttled',
      code: 'carrier_throttled',
      name: 'ESME_RINVDSTADR',
      counted: false,
    });
  });

  it('is never an exception, and accepted for 0 alone', () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xffffffff }), (status) => {
        const outcome = classifySubmit(status);
        expect(outcome.kind === 'accepted').toBe(status === 0);
        expect(outcome.code === null || outcome.code in errors).toBe(true);
        expect(outcome.name).toMatch(/^(ESME_R\w+|0x[0-9a-f]{8})$/);
      }),
    );
  });
});

describe('the answer to a bind', () => {
  it.each([
    [0x00, 'ok', false],
    [0x05, 'already_bound', false],
    [0x08, 'temporary', false],
    [0x58, 'temporary', false],
    [0x0d, 'credentials', true],
    [0x0e, 'credentials', true],
    [0x0f, 'credentials', true],
    [0x53, 'credentials', true],
    [0x03, 'refused', true],
    [0x480, 'refused', true],
  ])('with status %i means %s', (status, kind, alarm) => {
    expect(classifyBind(status)).toEqual({ kind, alarm, name: commandStatusName(status) });
  });
});
