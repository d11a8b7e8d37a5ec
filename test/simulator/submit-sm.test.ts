import fc from 'fast-check';
import { smpp } from '../../simulator/smpp-package';
import { inspectSubmit } from '../../simulator/submit-rules';
import { decodeSubmitSm, type SubmitSm } from '../../simulator/submit-sm';

const SOUND = {
  source_addr_ton: 5,
  source_addr: 'ACME',
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  destination_addr: '61400000001',
  registered_delivery: 1,
  data_coding: 0,
  short_message: Buffer.from('hello'),
};

const encode = (fields: Record<string, unknown>): Buffer =>
  new smpp.PDU('submit_sm', { ...SOUND, ...fields }).toBuffer();

function decode(fields: Record<string, unknown>): SubmitSm {
  const submit = decodeSubmitSm(encode(fields));
  if (typeof submit === 'number') throw new Error(`refused with ${submit}`);
  return submit;
}

const verdict = (fields: Record<string, unknown>): number => {
  const submit = decodeSubmitSm(encode(fields));
  if (typeof submit === 'number') return submit;
  const data = inspectSubmit(submit);
  return typeof data === 'number' ? data : 0;
};

const octet = fc.integer({ min: 0, max: 255 });
const cString = (size: number) =>
  fc.string({ unit: fc.constantFrom(...'abcXYZ019+- '), minLength: 0, maxLength: size - 1 });

describe('decoding a submit_sm', () => {
  it('reads what another implementation wrote', () => {
    const fields = fc.record({
      service_type: cString(6),
      source_addr_ton: octet,
      source_addr_npi: octet,
      source_addr: cString(21),
      dest_addr_ton: octet,
      dest_addr_npi: octet,
      destination_addr: cString(21),
      esm_class: octet,
      priority_flag: octet,
      registered_delivery: octet,
      replace_if_present_flag: octet,
      data_coding: octet,
      short_message: fc.uint8Array({ maxLength: 254 }).map((bytes) => Buffer.from(bytes)),
      message_payload: fc.option(
        fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
        { nil: undefined },
      ),
      sar_msg_ref_num: fc.integer({ min: 0, max: 0xffff }),
      sar_segment_seqnum: octet,
      user_message_reference: octet,
    });
    fc.assert(
      fc.property(fields, ({ message_payload, ...rest }) => {
        const submit = decode({ ...rest, ...(message_payload && { message_payload }) });
        expect(submit).toMatchObject({
          serviceType: rest.service_type,
          source: { ton: rest.source_addr_ton, npi: rest.source_addr_npi, addr: rest.source_addr },
          destination: { ton: rest.dest_addr_ton, npi: rest.dest_addr_npi, addr: rest.destination_addr },
          esmClass: rest.esm_class,
          priorityFlag: rest.priority_flag,
          registeredDelivery: rest.registered_delivery,
          replaceIfPresent: rest.replace_if_present_flag,
          dataCoding: rest.data_coding,
          sar: { reference: rest.sar_msg_ref_num, segment: rest.sar_segment_seqnum },
        });
        expect(Buffer.compare(submit.shortMessage, rest.short_message)).toBe(0);
        expect(submit.payload).toEqual(message_payload);
      }),
    );
  });

  it('never throws, whatever it is given, and refuses with a code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat({ max: 90 }), (noise, cut) => {
        const sound = encode({ sar_msg_ref_num: 1 });
        const bytes = [Buffer.concat([Buffer.alloc(16), noise]), sound.subarray(0, 16 + (cut % (sound.length - 16)))];
        for (const pdu of bytes) {
          const submit = decodeSubmitSm(pdu);
          if (typeof submit === 'number') expect(submit).toBeGreaterThan(0);
          else inspectSubmit(submit);
        }
      }),
    );
  });
});

describe('a strict SMSC', () => {
  const udh = (length: number, text: number) => ({
    esm_class: 0x40,
    short_message: Buffer.concat([Buffer.from([length]), Buffer.alloc(length), Buffer.alloc(text, 0x41)]),
  });

  it.each<[string, Record<string, unknown>]>([
    ['an ordinary text', {}],
    ['160 septets', { short_message: Buffer.alloc(160, 0x41) }],
    ['153 septets behind 6 octets of header', udh(5, 153)],
    ['152 septets behind 7 octets of header', udh(6, 152)],
    ['140 octets', { data_coding: 4, short_message: Buffer.alloc(140) }],
    ['70 units of UCS-2', { data_coding: 8, short_message: Buffer.alloc(140) }],
    ['a payload of 2000 octets', { short_message: '', message_payload: Buffer.alloc(2000, 0x41) }],
    ['a source of digits', { source_addr_ton: 1, source_addr_npi: 1, source_addr: '61400000009' }],
    ['no source', { source_addr_ton: 0, source_addr: '' }],
    ['an absolute validity', { validity_period: '261231235959000+' }],
    ['a relative validity', { validity_period: '000001000000000R' }],
    ['a whole set of SAR TLVs', { sar_msg_ref_num: 1, sar_total_segments: 2, sar_segment_seqnum: 2 }],
    ['a flash message', { data_coding: 0xf0, short_message: Buffer.alloc(160, 0x41) }],
    ['one in the general group', { data_coding: 0x10, short_message: Buffer.alloc(160, 0x41) }],
    ['one in UCS-2', { data_coding: 0x18, short_message: Buffer.alloc(140) }],
  ])('takes %s', (_, fields) => {
    expect(verdict(fields)).toBe(0);
  });

  it.each<[string, number, Record<string, unknown>]>([
    ['a source TON that does not exist', 0x48, { source_addr_ton: 7 }],
    ['a source NPI that does not exist', 0x49, { source_addr_npi: 2 }],
    ['a sender of 12 letters', 0x0a, { source_addr: 'TWELVELETTER' }],
    ['a sender of letters that claims to be a number', 0x0a, { source_addr_ton: 1 }],
    ['a source longer than its field', 0x0a, { source_addr: 'x'.repeat(21) }],
    ['an alphanumeric destination', 0x50, { dest_addr_ton: 5 }],
    ['a destination NPI that does not exist', 0x51, { dest_addr_npi: 7 }],
    ['an empty destination', 0x0b, { destination_addr: '' }],
    ['a destination of letters', 0x0b, { destination_addr: 'nobody' }],
    ['a destination of 16 digits', 0x0b, { destination_addr: '6140000000100000' }],
    ['a destination longer than its field', 0x0b, { destination_addr: '6'.repeat(21) }],
    ['a receipt sent as a message', 0x43, { esm_class: 0x04 }],
    ['a header longer than the message', 0x43, { esm_class: 0x40, short_message: Buffer.from([9, 1]) }],
    ['a header indicator without a message', 0x43, { esm_class: 0x40, short_message: '' }],
    ['a priority of 5', 0x06, { priority_flag: 5 }],
    ['a schedule that is no time', 0x61, { schedule_delivery_time: 'tomorrow morning' }],
    ['a validity that is no time', 0x62, { validity_period: '261231235959000X' }],
    ['a reserved bit in registered_delivery', 0x07, { registered_delivery: 0x20 }],
    ['a replace flag of 2', 0x54, { replace_if_present_flag: 2 }],
    ['a reserved data_coding', 0x104, { data_coding: 0x0f }],
    ['text in two places', 0xc1, { message_payload: Buffer.from('more') }],
    ['no text', 0x01, { short_message: '' }],
    ['161 septets', 0x01, { short_message: Buffer.alloc(161, 0x41) }],
    ['154 septets behind a header', 0x01, udh(5, 154)],
    ['141 octets', 0x01, { data_coding: 4, short_message: Buffer.alloc(141) }],
    ['half a unit of UCS-2 with a message class', 0x01, { data_coding: 0x18, short_message: Buffer.alloc(3) }],
    ['141 octets with a message class', 0x01, { data_coding: 0xf4, short_message: Buffer.alloc(141) }],
    ['half a unit of UCS-2', 0x01, { data_coding: 8, short_message: Buffer.alloc(3) }],
    ['some of the SAR TLVs', 0xc3, { sar_msg_ref_num: 1, sar_total_segments: 2 }],
    ['part 3 of 2', 0xc4, { sar_msg_ref_num: 1, sar_total_segments: 2, sar_segment_seqnum: 3 }],
  ])('refuses %s with %i', (_, status, fields) => {
    expect(verdict(fields)).toBe(status);
  });
});
