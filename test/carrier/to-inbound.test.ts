import { type CarrierProfile, carrierSchema } from '../../carrier/profile';
import { toInbound } from '../../carrier/to-inbound';
import type { DeliverSm } from '../../smpp/pdu';
import { TLV } from '../../smpp/tlv';

function profile(quirks: object = {}): CarrierProfile {
  return { name: 'acme', ...carrierSchema.parse({ host: 'h', port: 2775, system_id: 's', password: 'p', ...quirks }) };
}

function deliverSm(patch: Partial<DeliverSm> = {}): DeliverSm {
  return {
    command: 'deliver_sm',
    commandStatus: 0,
    sequenceNumber: 1,
    serviceType: '',
    sourceAddrTon: 1,
    sourceAddrNpi: 1,
    sourceAddr: '61412345678',
    destAddrTon: 1,
    destAddrNpi: 1,
    destinationAddr: '61480000001',
    esmClass: 0,
    registeredDelivery: 0,
    dataCoding: 0,
    protocolId: 0,
    priorityFlag: 0,
    scheduleDeliveryTime: '',
    validityPeriod: '',
    replaceIfPresentFlag: 0,
    smDefaultMsgId: 0,
    shortMessage: Buffer.from('Hi'),
    content: Buffer.from('Hi'),
    tlvs: new Map(),
    ...patch,
  };
}

const now = new Date('2026-11-23T10:00:00Z');
const read = (patch: Partial<DeliverSm>, quirks: object = {}) => toInbound(deliverSm(patch), profile(quirks), now);
const short = (number: number) => Buffer.from([number >> 8, number & 0xff]);

it('a message of one part comes with its numbers, its octets and its time', () => {
  expect(read({})).toEqual({
    carrier: 'acme',
    from: '+61412345678',
    to: '+61480000001',
    esmClass: 0,
    dataCoding: 0,
    charset: 'gsm7',
    udh: null,
    body: Buffer.from('Hi'),
    place: null,
    carrierId: null,
    handsetReference: null,
    receivedAt: now,
  });
});

it.each([
  ['61412345678', 1, '+61412345678'],
  ['+61412345678', 1, '+61412345678'],
  ['0061412345678', 1, '+61412345678'],
  ['61412345678', 0, '+61412345678'],
  ['+61412345678', 2, '+61412345678'],
  ['0412345678', 2, '0412345678'],
  ['4155550100', 2, '4155550100'],
  ['0412345678', 0, '0412345678'],
  ['12345', 0, '12345'],
  ['1234567', 3, '1234567'],
  ['Telco', 5, 'Telco'],
  ['Caf\xe9\x00', 5, 'Caf\\xe9\\x00'],
  ['', 0, ''],
  ['9'.repeat(200), 1, '9'.repeat(64)],
])('the address %j of type %d reads %j', (address, ton, expected) => {
  expect(read({ sourceAddr: address, sourceAddrTon: ton }).from).toBe(expected);
  expect(read({ destinationAddr: address, destAddrTon: ton }).to).toBe(expected);
});

it('a header in the message tells the place of a part, before any TLV', () => {
  const tlvs = new Map([
    [TLV.sar_msg_ref_num, short(9)],
    [TLV.sar_total_segments, Buffer.from([3])],
    [TLV.sar_segment_seqnum, Buffer.from([3])],
  ]);
  const udh = Buffer.from('0500032a0201', 'hex');
  expect(read({ udh, tlvs, esmClass: 0x40 })).toMatchObject({
    udh,
    place: { form: 'udh8', reference: 0x2a, total: 2, number: 1 },
  });
  expect(read({ tlvs }).place).toEqual({ form: 'sar', reference: 9, total: 3, number: 3 });
});

it('what is longer than a part can be is whole, whatever its header says', () => {
  const udh = Buffer.from('0500032a0201', 'hex');
  expect(read({ udh, content: Buffer.alloc(255, 0x41) }).place).toBeNull();
});

it('ids of the carrier and of the handset are taken along', () => {
  const tlvs = new Map([
    [TLV.receipted_message_id, Buffer.from('mo-1\0')],
    [TLV.user_message_reference, short(515)],
  ]);
  expect(read({ tlvs })).toMatchObject({ carrierId: 'mo-1', handsetReference: 515 });
});

it.each([
  [{}, 0, 'gsm7'],
  [{}, 3, 'latin1'],
  [{}, 4, 'binary'],
  [{}, 8, 'ucs2'],
  [{}, 0x18, 'ucs2'],
  [{ data_coding: { gsm7: 1 } }, 1, 'gsm7'],
  [{ alphabets: ['latin1', 'ucs2'], data_coding: { latin1: 0 } }, 0, 'latin1'],
  [{ data_coding: { ucs2: 0x19 } }, 8, 'ucs2'],
])('at a carrier with %j a data_coding of %d means %s', (quirks, dataCoding, charset) => {
  expect(read({ dataCoding }, quirks).charset).toBe(charset);
});
