import fc from 'fast-check';
import { type Place, readConcatenation, toPlace } from '../../message/concatenation';

const place = (form: Place['form'], reference: number, total: number, number: number): Place => ({
  form,
  reference,
  total,
  number,
});

it.each<[hex: string, place: Place | null, why: string]>([
  ['0500032a0302', place('udh8', 0x2a, 3, 2), '8-bit reference'],
  ['060804abcd0201', place('udh16', 0xabcd, 2, 1), '16-bit reference'],
  ['0b0504158a00000003070201', place('udh8', 7, 2, 1), 'behind an element of ports'],
  ['0a00030702010003090302', place('udh8', 9, 3, 2), 'the last of two counts'],
  ['0a00030702010003090309', place('udh8', 7, 2, 1), 'an impossible one is ignored, not the one before'],
  ['0c0003070201080400080302', place('udh16', 8, 3, 2), 'both forms: the last counts'],
  ['050003070100', null, 'part 0'],
  ['050003070203', null, 'part 3 of 2'],
  ['050003070001', null, 'of no parts'],
  ['050003070101', null, 'one of one is a whole message'],
  ['040002070201', null, 'an element of the wrong length'],
  ['0500030702', null, 'cut off'],
  ['050003', null, 'cut off in an element'],
  ['06050415810000', null, 'ports alone'],
  ['0370012a', null, 'another element'],
  ['00', null, 'an empty header'],
  ['', null, 'no header'],
  ['ff00030702', null, 'a length that lies'],
])('%s', (hex, expected) => {
  expect(readConcatenation(Buffer.from(hex, 'hex'))).toEqual(expected);
});

it('any octets give a possible place or none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 256 }), (udh) => {
      const found = readConcatenation(udh);
      if (found === null) return;
      expect(found.number).toBeGreaterThanOrEqual(1);
      expect(found.number).toBeLessThanOrEqual(found.total);
      expect(found.total).toBeGreaterThanOrEqual(2);
    }),
  );
});

it.each([
  [undefined, 2, 1],
  [7, undefined, 1],
  [7, 2, undefined],
  [7, 2, 3],
  [7, 300, 1],
])('SAR TLVs of reference %s, total %s and number %s tell no place', (reference, total, number) => {
  expect(toPlace('sar', reference, total, number)).toBeNull();
});

it('SAR TLVs tell a place', () => {
  expect(toPlace('sar', 40_000, 2, 1)).toEqual(place('sar', 40_000, 2, 1));
});
