import fc from 'fast-check';
import { isFinalReceipt, isStateWord, readState, type StateOverrides } from '../../message/receipt-state';

const rows: [said: string | number, status: string, final: boolean][] = [
  [0, 'accepted', false],
  ['SCHEDLD', 'accepted', false],
  [1, 'accepted', false],
  ...['ENROUTE', 'BUFFRED', 'BUFFERD', 'BUFFERED', 'ACKED'].map(
    (word) => [word, 'accepted', false] as [string, string, boolean],
  ),
  [2, 'delivered', true],
  ['DELIVRD', 'delivered', true],
  ['DELIVERED', 'delivered', true],
  [3, 'expired', true],
  ['EXPIRED', 'expired', true],
  [4, 'failed', true],
  ['DELETED', 'failed', true],
  [5, 'undelivered', true],
  ['UNDELIV', 'undelivered', true],
  ['UNDELIVERABLE', 'undelivered', true],
  [6, 'accepted', false],
  ['ACCEPTD', 'accepted', false],
  ['ACCEPTED', 'accepted', false],
  [7, 'unknown', false],
  ['UNKNOWN', 'unknown', false],
  ['NULL', 'unknown', false],
  [8, 'rejected', true],
  ['REJECTD', 'rejected', true],
  ['REJECTED', 'rejected', true],
  [9, 'failed', true],
  ['SKIPPED', 'failed', true],
  ['FAILED', 'failed', true],
  ['SYSERR', 'failed', true],
  ...['NOCRED', 'BARRED', 'ZEROBAL', 'NOROUTES'].map((word) => [word, 'rejected', true] as [string, string, boolean]),
  ['READ', 'read', true],
  ['SEEN', 'read', true],
  ['2', 'delivered', true],
  ['delivrd', 'delivered', true],
];

it.each(rows)('reads %p as %s', (said, status, final) => {
  const reading = readState(said, {});
  expect(reading.status).toBe(status);
  expect(isFinalReceipt(reading.status)).toBe(final);
});

it.each(['WHATEVR', '', '10', 'constructor', '__proto__', 255, null])(
  'reads %p, which no table has, as unknown',
  (said) => {
    expect(readState(said, {})).toEqual({
      state: 'unrecognised',
      status: 'unknown',
      code: 'carrier_state_unrecognised',
    });
  },
);

it.each([
  ['DELETED', 'deleted'],
  ['NOCRED', 'insufficient_credit'],
  ['NOROUTES', 'no_route'],
  ['BARRED', 'barred'],
  ['UNDELIV', 'undeliverable'],
  ['EXPIRED', 'carrier_expired'],
  ['DELIVRD', null],
  ['ENROUTE', null],
])('explains %s as %p', (word, code) => {
  expect(readState(word, {}).code).toBe(code);
});

describe("a carrier's own rows", () => {
  const overrides: StateOverrides = { ACCEPTD: 'delivered', buffred: 'unknown', HANDED: 'ENROUTE', NOPE: 'rejected' };

  it.each([
    ['ACCEPTD', 'ACCEPTED', 'delivered', null],
    [6, 'ACCEPTED', 'delivered', null],
    ['accepted', 'ACCEPTED', 'delivered', null],
    ['BUFFRED', 'ENROUTE', 'unknown', 'carrier_state_unrecognised'],
    ['BUFFERED', 'ENROUTE', 'accepted', null],
    ['handed', 'unrecognised', 'accepted', null],
    ['NOPE', 'unrecognised', 'rejected', 'carrier_rejected'],
    ['DELIVRD', 'DELIVERED', 'delivered', null],
  ])('read %p as %s, %s', (said, state, status, code) => {
    expect(readState(said, overrides)).toEqual({ state, status, code });
  });

  it('make a word count where it stands alone', () => {
    expect(isStateWord('handed', overrides)).toBe(true);
    expect(isStateWord('handed', {})).toBe(false);
    expect(isStateWord('2', {})).toBe(false);
  });
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.integer()), (said) => {
      expect(typeof readState(said, {}).status).toBe('string');
    }),
  );
});
