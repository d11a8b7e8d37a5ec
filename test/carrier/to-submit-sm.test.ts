import fc from 'fast-check';
import { type Outbound, referenceOf, toSubmitSm } from '../../carrier/to-submit-sm';
import { newUlid, ulidSource } from '../../message/id';
import { encodeCommand } from '../../smpp/encode';
import { TLV } from '../../smpp/tlv';
import { sampleProfile } from './sample-profile';

const message: Outbound = {
  id: '01J00000000000000000000ABC',
  recipient: '+15005550000',
  sender: 'ACME',
  body: 'Hello',
  encoding: 'gsm7',
  requestRead: false,
  priority: 1,
  expiresAt: new Date('2026-11-24T10:00:00Z'),
};

function partsOf(patch: Partial<Outbound> = {}, keys: Record<string, unknown> = {}) {
  return toSubmitSm({ ...message, ...patch }, sampleProfile(keys));
}

it('a short message is one submit_sm that asks for a receipt', () => {
  expect(partsOf()).toMatchObject([
    {
      number: 1,
      request: {
        destAddrTon: 1,
        destAddrNpi: 1,
        destinationAddr: '15005550000',
        sourceAddrTon: 5,
        sourceAddrNpi: 0,
        sourceAddr: 'ACME',
        esmClass: 0,
        registeredDelivery: 0x01,
        dataCoding: 0,
        shortMessage: Buffer.from('Hello'),
      },
    },
  ]);
});

it.each([
  ['+61400000000', 1, 1, '61400000000'],
  ['12345', 3, 0, '12345'],
  ['ACME', 5, 0, 'ACME'],
])('the sender %s has type of number %i and plan %i', (sender, sourceAddrTon, sourceAddrNpi, sourceAddr) => {
  expect(partsOf({ sender })[0]?.request).toMatchObject({ sourceAddrTon, sourceAddrNpi, sourceAddr });
});

it('the acknowledgement of the reader is asked for where it is wanted', () => {
  expect(partsOf({ requestRead: true })[0]?.request.registeredDelivery).toBe(0x09);
});

it('UCS-2 goes as big-endian octets under its data_coding, surrogate pairs whole', () => {
  const [part] = partsOf({ body: 'é😀', encoding: 'ucs2' });
  expect(part?.request).toMatchObject({ dataCoding: 8, shortMessage: Buffer.from('00e9d83dde00', 'hex') });
});

it('a profile may call an alphabet otherwise', () => {
  expect(partsOf({}, { data_coding: { gsm7: 1 } })[0]?.request.dataCoding).toBe(1);
});

const long = 'x'.repeat(400);

it.each([
  ['udh8', [0x05, 0x00, 0x03], 0x40],
  ['udh16', [0x06, 0x08, 0x04], 0x40],
] as const)('a long message by %s has a header on each part, and says so', (style, head, esmClass) => {
  const parts = partsOf({ body: long }, { long_messages: style });
  expect(parts.map(({ number }) => number)).toEqual([1, 2, 3]);
  for (const { number, request } of parts) {
    const octets = request.shortMessage;
    expect([...octets.subarray(0, 3)]).toEqual(head);
    const length = 1 + (octets[0] ?? 0);
    expect([...octets.subarray(length - 2, length)]).toEqual([3, number]);
    expect(request.esmClass).toBe(esmClass);
  }
});

it('a long message by SAR has its place in TLVs', () => {
  const parts = partsOf({ body: long }, { long_messages: 'sar' });
  const places = parts.map(({ request }) =>
    [TLV.sar_total_segments, TLV.sar_segment_seqnum].map((tag) => request.tlvs?.get(tag)?.[0]),
  );
  expect(places).toEqual([
    [3, 1],
    [3, 2],
    [3, 3],
  ]);
  const references = parts.map(({ request }) => request.tlvs?.get(TLV.sar_msg_ref_num)?.readUInt16BE(0));
  expect(new Set(references)).toEqual(new Set([referenceOf(message.id)]));
});

it('a long message by message_payload is one part, with nothing in short_message', () => {
  const parts = partsOf({ body: long }, { long_messages: 'payload' });
  expect(parts).toHaveLength(1);
  expect(parts[0]?.request.shortMessage).toHaveLength(0);
  expect(parts[0]?.request.tlvs?.get(TLV.message_payload)).toEqual(Buffer.from(long));
});

it('a retry gives the same parts again, whenever it is', () => {
  for (const long_messages of ['udh8', 'udh16', 'sar', 'payload']) {
    expect(partsOf({ body: long }, { long_messages })).toEqual(partsOf({ body: long }, { long_messages }));
  }
});

it('messages that follow each other have references that differ', () => {
  const next = ulidSource(
    () => 1,
    (bytes) => bytes.fill(7),
  );
  const references = Array.from({ length: 300 }, () => referenceOf(next()));
  for (const [index, reference] of references.entries()) {
    expect(reference).toBe(((references[0] ?? 0) + index) & 0xffff);
  }
});

it('whatever text is stored, its parts can be written, and hold at most 140 octets', () => {
  const body = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 });
  const style = fc.constantFrom('udh8', 'udh16', 'sar');
  fc.assert(
    fc.property(body, style, (text, long_messages) => {
      for (const { request } of partsOf({ id: newUlid(), body: text, encoding: 'ucs2' }, { long_messages })) {
        expect(request.shortMessage.length).toBeLessThanOrEqual(140);
        expect(encodeCommand('submit_sm', request, 0, 1)).toMatchObject({ ok: true });
      }
    }),
  );
});

it('a sender that is none is thrown out before anything is written', () => {
  expect(() => partsOf({ sender: '' })).toThrow(TypeError);
  expect(() => partsOf({ sender: 'A\0B' })).toThrow(TypeError);
});
