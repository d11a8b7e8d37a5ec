import fc from 'fast-check';
import { tlvs as packageTlvs } from 'smpp';
import { readTlvs, TLV, tlvInteger, tlvNumber, tlvsOctets, tlvText, unsendableTlv, writeTlvs } from '../../smpp/tlv';

const tag = fc.nat(0xffff);
const value = fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets));
const tlvMap = fc.array(fc.tuple(tag, value), { maxLength: 8 }).map((entries) => new Map(entries));

function written(tlvs: ReadonlyMap<number, Buffer>): Buffer {
  const frame = Buffer.alloc(tlvsOctets(tlvs));
  expect(writeTlvs(tlvs, frame, 0)).toBe(frame.length);
  return frame;
}

describe('TLVs', () => {
  it.each(Object.entries(TLV))('%s has the tag that the smpp package gives it', (name, id) => {
    expect(packageTlvs[name]?.id).toBe(id);
  });

  it('come back as they were written, known or not', () => {
    fc.assert(
      fc.property(tlvMap, (tlvs) => {
        expect(readTlvs(written(tlvs), 0)).toEqual({ tlvs });
      }),
    );
  });

  it('are read one by one until what is left is none, and that is kept', () => {
    fc.assert(
      fc.property(tlvMap, fc.integer({ min: 1, max: 200 }), (tlvs, missing) => {
        const frame = written(tlvs);
        fc.pre(frame.length > missing);
        const cutOff = frame.subarray(0, frame.length - missing);
        const read = readTlvs(cutOff, 0);
        expect(tlvsOctets(read.tlvs) + (read.remainder?.length ?? 0)).toBe(cutOff.length);
        for (const [key, octets] of read.tlvs) expect(octets).toEqual(tlvs.get(key));
      }),
    );
  });

  it('keep the first of a tag that is repeated', () => {
    const frame = Buffer.from([0, 5, 0, 1, 7, 0, 5, 0, 1, 8]);
    expect(readTlvs(frame, 0)).toEqual({ tlvs: new Map([[5, Buffer.from([7])]]) });
  });

  it.each([
    ['with its NUL', 'A1B2\0', 'A1B2'],
    ['without a NUL', 'A1B2', 'A1B2'],
    ['with octets behind the NUL', 'A1\0B2', 'A1'],
    ['of length 0', '', ''],
    ['in latin1', 'é_@', 'é_@'],
  ])('give text %s', (_, octets, text) => {
    expect(
      tlvText(new Map([[TLV.receipted_message_id, Buffer.from(octets, 'latin1')]]), TLV.receipted_message_id),
    ).toBe(text);
  });

  it.each([
    [[2], 2],
    [[1, 0], 256],
    [[0xff, 0xff, 0xff, 0xff], 0xffffffff],
    [[], undefined],
    [[1, 2, 3, 4, 5], undefined],
  ])('give the number of octets %j as %s', (octets, number) => {
    expect(tlvNumber(new Map([[TLV.message_state, Buffer.from(octets)]]), TLV.message_state)).toBe(number);
  });

  it('give nothing for a tag that is not there', () => {
    expect(tlvText(new Map(), TLV.receipted_message_id)).toBeUndefined();
    expect(tlvNumber(new Map(), TLV.message_state)).toBeUndefined();
  });

  it('are built from numbers', () => {
    expect(tlvInteger(0x1234, 2)).toEqual(Buffer.from([0x12, 0x34]));
    expect(tlvInteger(7, 1)).toEqual(Buffer.from([7]));
  });

  it.each([
    [-1, 0],
    [0x10000, 0],
    [1.5, 0],
    [5, 0x10000],
  ])('can not be sent with tag %s and %i octets', (id, octets) => {
    expect(unsendableTlv(new Map([[id, Buffer.alloc(octets)]]))).toBe(id);
  });
});
