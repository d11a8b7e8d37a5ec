import fc from 'fast-check';
import { readIdTlv, readNetworkError, readStateTlv } from '../../message/receipt-tlv';

it.each([
  ['A1\0', 'A1'],
  ['A1', 'A1'],
  ['A1\0next', 'A1'],
  ['\0', null],
  ['', null],
  ['  ', null],
])('reads the id TLV %j as %p', (octets, id) => {
  expect(readIdTlv(Buffer.from(octets, 'latin1'))).toBe(id);
});

it.each([
  [[2], 2],
  [[0], 0],
  [[], null],
  [[0, 2], 2],
  [[2, 0], 2],
  [[0, 0, 0, 5], 5],
  [[0x32], 2],
  [[0x38, 0], 8],
  [[...Buffer.from('DELIVRD\0')], 'DELIVRD'],
])('reads the state TLV %p as %p', (octets, state) => {
  expect(readStateTlv(Buffer.from(octets))).toBe(state);
});

it.each([
  ['000000', { carrierCode: null, code: null }],
  ['030000', { carrierCode: null, code: null }],
  ['030001', { carrierCode: '1', code: 'unknown_subscriber' }],
  ['03001b', { carrierCode: '27', code: 'absent_subscriber' }],
  ['01001b', { carrierCode: '27', code: null }],
  ['0300fe', { carrierCode: '254', code: null }],
  ['303334', { carrierCode: '034', code: null }],
  ['303030', { carrierCode: null, code: null }],
  ['0300', null],
  ['', null],
])('reads the network error %s', (hex, error) => {
  expect(readNetworkError(Buffer.from(hex, 'hex'))).toEqual(error);
});

it('reads nothing in a TLV that is not there', () => {
  expect([readIdTlv(undefined), readStateTlv(undefined), readNetworkError(undefined)]).toEqual([null, null, null]);
});

it('takes any octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
      const value = Buffer.from(octets);
      expect(() => [readIdTlv(value), readStateTlv(value), readNetworkError(value)]).not.toThrow();
    }),
  );
});
