import fc from 'fast-check';
import { PDU } from 'smpp';
import { decode } from '../../smpp/decode';
import { encode } from '../../smpp/encode';
import { LAYOUT } from '../../smpp/layout';
import type { Outgoing, SubmitSm } from '../../smpp/pdu';
import { TLV } from '../../smpp/tlv';

const octet = fc.nat(255);
const sequenceNumber = fc.integer({ min: 1, max: 0x7fffffff });
const latin1 = (maxLength: number, minLength = 0) =>
  fc.string({ unit: fc.integer({ min: 1, max: 0xff }).map((code) => String.fromCharCode(code)), minLength, maxLength });
const ascii = (maxLength: number) => fc.string({ unit: 'grapheme-ascii', maxLength });
const time = fc.constantFrom('', '260101120000000+', '000000020000000R');
const buffer = (maxLength: number) => fc.uint8Array({ maxLength }).map((octets) => Buffer.from(octets));
const tlvs = fc
  .array(fc.tuple(fc.integer({ min: 0x1400, max: 0x3fff }), buffer(30)), { maxLength: 4 })
  .map((entries) => new Map(entries));

const submitSm = (text: (maxLength: number) => fc.Arbitrary<string>): fc.Arbitrary<Outgoing<SubmitSm>> =>
  fc.record({
    command: fc.constant('submit_sm' as const),
    sequenceNumber,
    serviceType: text(5),
    sourceAddrTon: octet,
    sourceAddrNpi: octet,
    sourceAddr: text(20),
    destAddrTon: octet,
    destAddrNpi: octet,
    destinationAddr: text(20),
    esmClass: octet,
    protocolId: octet,
    priorityFlag: octet,
    scheduleDeliveryTime: time,
    validityPeriod: time,
    registeredDelivery: octet,
    replaceIfPresentFlag: octet,
    dataCoding: octet,
    smDefaultMsgId: octet,
    shortMessage: buffer(254),
    tlvs,
  });

function frameOf(pdu: Outgoing): Buffer {
  const encoded = encode(pdu);
  if (!encoded.ok) throw new Error(encoded.error.message);
  return encoded.frame;
}

describe('encoding', () => {
  it('gives what decoding takes back, field by field', () => {
    fc.assert(
      fc.property(submitSm(latin1), (pdu) => {
        const decoded = decode(frameOf(pdu));
        expect(decoded).toMatchObject({ ok: true, pdu });
      }),
    );
  });

  it("gives the package's octets for the same submit_sm", () => {
    fc.assert(
      fc.property(submitSm(ascii), (pdu) => {
        const theirs = new PDU('submit_sm', {
          sequence_number: pdu.sequenceNumber,
          ...Object.fromEntries(
            LAYOUT.submit_sm.fields.map(({ field, key }) => [field, (pdu as Record<string, unknown>)[key]]),
          ),
        }).toBuffer();
        expect(frameOf({ ...pdu, tlvs: new Map() })).toEqual(theirs);
      }),
    );
  });

  it("gives octets that the package's decoder reads alike, TLVs too", () => {
    const text = Buffer.from('caf\u00e9', 'latin1');
    const theirs = new PDU(
      frameOf({
        command: 'submit_sm',
        sequenceNumber: 77,
        sourceAddr: 'ACME',
        destinationAddr: '15005550006',
        dataCoding: 4,
        shortMessage: text,
        tlvs: new Map([
          [TLV.user_message_reference, Buffer.from([0x12, 0x34])],
          [TLV.sar_total_segments, Buffer.from([3])],
        ]),
      }),
    );
    expect(theirs).toMatchObject({
      command: 'submit_sm',
      sequence_number: 77,
      source_addr: 'ACME',
      destination_addr: '15005550006',
      data_coding: 4,
      short_message: { message: text },
      user_message_reference: 0x1234,
      sar_total_segments: 3,
    });
  });

  it.each(['bind_transceiver', 'bind_transmitter', 'bind_receiver'] as const)(
    "gives the package's octets for %s, as 3.4",
    (command) => {
      const ours = frameOf({
        command,
        sequenceNumber: 1,
        systemId: 'waybill',
        password: 'secret',
        systemType: 'sms',
        addressRange: '^61',
      });
      const theirs = new PDU(command, {
        sequence_number: 1,
        system_id: 'waybill',
        password: 'secret',
        system_type: 'sms',
        address_range: '^61',
        interface_version: 0x34,
      }).toBuffer();
      expect(ours).toEqual(theirs);
    },
  );

  it.each([
    ['deliver_sm_resp', {}],
    ['data_sm_resp', {}],
    ['enquire_link', {}],
    ['enquire_link_resp', {}],
    ['unbind', {}],
    ['unbind_resp', {}],
    ['submit_sm_resp', { messageId: 'abc' }],
    ['bind_transceiver_resp', { systemId: 'smsc' }],
  ] as const)("gives the package's octets for %s", (command, fields) => {
    const snake = 'messageId' in fields ? { message_id: 'abc' } : 'systemId' in fields ? { system_id: 'smsc' } : {};
    expect(frameOf({ command, sequenceNumber: 9, ...fields })).toEqual(
      new PDU(command, { sequence_number: 9, ...snake }).toBuffer(),
    );
  });

  it.each([
    ['submit_sm_resp', 16],
    ['bind_transceiver_resp', 16],
    ['deliver_sm_resp', 17],
    ['data_sm_resp', 17],
    ['generic_nack', 16],
  ] as const)('gives an error as %s of %i octets', (command, octets) => {
    const frame = frameOf({ command, sequenceNumber: 3, commandStatus: 8 });
    expect(frame.length).toBe(octets);
    expect(frame.readUInt32BE(8)).toBe(8);
  });

  it('passes an unknown command through with its body', () => {
    const pdu = {
      command: 'unknown',
      commandId: 0x00010203,
      commandStatus: 5,
      sequenceNumber: 6,
      body: Buffer.from('body'),
    } as const;
    expect(decode(frameOf(pdu))).toEqual({ ok: true, pdu });
  });
});

const BASE = {
  command: 'submit_sm',
  sequenceNumber: 1,
  destinationAddr: '61400000000',
  dataCoding: 0,
  shortMessage: Buffer.from('x'),
} as const;

describe('a field that cannot be sent', () => {
  it.each([
    ['source_addr', 'has_nul', { sourceAddr: 'AC\0ME' }],
    ['source_addr', 'not_latin1', { sourceAddr: 'AC\u0100ME' }],
    ['source_addr', 'not_latin1', { sourceAddr: '\u{1f600}' }],
    ['source_addr', 'too_long', { sourceAddr: 'A'.repeat(21) }],
    ['destination_addr', 'too_long', { destinationAddr: '6'.repeat(21) }],
    ['destination_addr', 'has_nul', { destinationAddr: '\0' }],
    ['service_type', 'too_long', { serviceType: '123456' }],
    ['validity_period', 'not_a_time', { validityPeriod: '000000020000' }],
    ['schedule_delivery_time', 'not_a_time', { scheduleDeliveryTime: '2601011200' }],
    ['validity_period', 'too_long', { validityPeriod: '000000020000000R+' }],
    ['data_coding', 'not_an_integer', { dataCoding: 256 }],
    ['esm_class', 'not_an_integer', { esmClass: -1 }],
    ['priority_flag', 'not_an_integer', { priorityFlag: 1.5 }],
    ['protocol_id', 'not_an_integer', { protocolId: Number.NaN }],
    ['short_message', 'too_long', { shortMessage: Buffer.alloc(255) }],
    ['TLV 0x10000', 'too_long', { tlvs: new Map([[0x10000, Buffer.alloc(1)]]) }],
    [
      'command_length',
      'too_long',
      {
        tlvs: new Map([
          [1, Buffer.alloc(65_000)],
          [2, Buffer.alloc(65_000)],
        ]),
      },
    ],
    ['message_payload', 'conflict', { tlvs: new Map([[TLV.message_payload, Buffer.from('y')]]) }],
    ['sequence_number', 'not_an_integer', { sequenceNumber: 0x1_0000_0000 }],
    ['command_status', 'not_an_integer', { commandStatus: -1 }],
  ])('%s is named: %s', (field, problem, fields) => {
    expect(encode({ ...BASE, ...fields })).toEqual({
      ok: false,
      error: { name: 'InvalidField', field, problem, message: expect.stringContaining(field) },
    });
  });

  it.each([
    ['source_addr', 'not_text', { sourceAddr: 61400000000 }],
    ['source_addr', 'not_text', { sourceAddr: null }],
    ['short_message', 'not_octets', { shortMessage: 'a text' }],
    ['short_message', 'not_octets', { shortMessage: { message: 'a text' } }],
    ['data_coding', 'not_an_integer', { dataCoding: '8' }],
  ])('%s is named when its type is wrong: %s', (field, problem, fields) => {
    const untyped = { ...BASE, ...fields } as unknown as Outgoing;
    expect(encode(untyped)).toMatchObject({ ok: false, error: { field, problem } });
  });

  it('is never quoted: it may be a number or a text', () => {
    fc.assert(
      fc.property(fc.constantFrom('sourceAddr', 'destinationAddr'), latin1(40, 21), (key, value) => {
        const encoded = encode({ ...BASE, [key]: value });
        expect(encoded.ok).toBe(false);
        if (!encoded.ok) expect(encoded.error.message).not.toContain(value);
      }),
    );
  });

  it('never lets a value reach into its neighbour', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 25 }), (sourceAddr) => {
        const encoded = encode({ ...BASE, sourceAddr });
        if (!encoded.ok) return;
        expect(decode(encoded.frame)).toMatchObject({ ok: true, pdu: { ...BASE, sourceAddr } });
      }),
    );
  });
});
