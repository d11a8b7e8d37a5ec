import fc from 'fast-check';
import { type CarrierProfile, carrierSchema } from '../../carrier/profile';
import { type Outbound, toSubmitSm } from '../../carrier/to-submit-sm';
import { newUlid } from '../../message/id';
import { TLV, tlvNumber } from '../../smpp/tlv';

const now = new Date('2026-11-23T10:00:00.000Z');

function profile(overrides: object = {}): CarrierProfile {
  const least = { host: 'smsc.example', port: 2775, system_id: 'waybill', password: 'secret' };
  return { name: 'acme', ...carrierSchema.parse({ ...least, ...overrides }) };
}

const message: Outbound = {
  id: '01HZY3V7Q0ABCDEFGHJKMNPQRS',
  recipient: '+61412345678',
  sender: 'ACME',
  body: 'Hello',
  encoding: 'gsm7',
  requestRead: false,
  priority: 1,
  expiresAt: new Date('2026-11-24T10:00:00.000Z'),
};

const requests = (overrides: object, patch: Partial<Outbound> = {}, at = now) =>
  toSubmitSm({ ...message, ...patch }, profile(overrides), at).map(({ request }) => request);
const request = (overrides: object = {}, patch: Partial<Outbound> = {}, at = now) => requests(overrides, patch, at)[0];

it.each([
  ['ACME', { sourceAddrTon: 5, sourceAddrNpi: 0, sourceAddr: 'ACME' }],
  ['12345', { sourceAddrTon: 3, sourceAddrNpi: 0, sourceAddr: '12345' }],
  ['0412345678', { sourceAddrTon: 2, sourceAddrNpi: 1, sourceAddr: '0412345678' }],
  ['+61412345678', { sourceAddrTon: 1, sourceAddrNpi: 1, sourceAddr: '61412345678' }],
])('the sender %s goes out by its kind', (sender, fields) => {
  expect(request({}, { sender })).toMatchObject(fields);
});

it.each([
  ['ACME', { sourceAddrTon: 0, sourceAddrNpi: 1, sourceAddr: 'ACME' }],
  ['12345', { sourceAddrTon: 6, sourceAddrNpi: 0, sourceAddr: '12345' }],
  ['0412345678', { sourceAddrTon: 0, sourceAddrNpi: 8, sourceAddr: '0412345678' }],
  ['+61412345678', { sourceAddrTon: 4, sourceAddrNpi: 6, sourceAddr: '+61412345678' }],
])('the sender %s goes out as the profile marks its kind', (sender, fields) => {
  const addresses = {
    alphanumeric: { ton: 0, npi: 1 },
    short_code: { ton: 6 },
    national: { ton: 0, npi: 8 },
    international: { ton: 4, npi: 6, plus: true },
  };
  expect(request({ addresses }, { sender })).toMatchObject(fields);
});

it.each([
  [{}, { destAddrTon: 1, destAddrNpi: 1, destinationAddr: '61412345678' }],
  [
    { ton: 0, npi: 0, plus: true },
    { destAddrTon: 0, destAddrNpi: 0, destinationAddr: '+61412345678' },
  ],
])('the recipient goes out as %j says', (recipient, fields) => {
  expect(request({ addresses: { recipient } })).toMatchObject(fields);
});

it('a stored sender that is none is thrown back, not sent', () => {
  expect(() => request({}, { sender: 'a sender much too long' })).toThrow(TypeError);
});

it.each([
  [{}, false, 0x01],
  [{}, true, 0x09],
  [{ final: 'failure' }, false, 0x02],
  [{ final: 'failure' }, true, 0x0a],
  [{ final: 'none' }, false, 0x00],
  [{ final: 'none' }, true, 0x08],
  [{ intermediate: true }, false, 0x11],
  [{ final: 'none', intermediate: true }, true, 0x18],
])('registered_delivery for %j, request_read %p', (registered_delivery, requestRead, registeredDelivery) => {
  expect(request({ submit: { registered_delivery } }, { requestRead })).toMatchObject({ registeredDelivery });
});

it.each([
  ['urgent', 0, 3],
  ['normal', 1, 1],
  ['bulk', 2, 0],
])('priority_flag of an %s message', (_, priority, priorityFlag) => {
  const submit = { priority_flag: { urgent: 3, normal: 1 } };
  expect(request({ submit }, { priority })).toMatchObject({ priorityFlag });
  expect(request({}, { priority })).toMatchObject({ priorityFlag: 0 });
});

it('service_type and protocol_id are those of the profile', () => {
  expect(request({ submit: { service_type: 'WAP', protocol_id: 0x41 } })).toMatchObject({
    serviceType: 'WAP',
    protocolId: 0x41,
  });
});

it('only a message of one part replaces: a second part would replace the first', () => {
  const submit = { replace_if_present: true };
  const long = { body: 'a'.repeat(200) };
  expect(requests({ submit }).map(({ replaceIfPresentFlag }) => replaceIfPresentFlag)).toEqual([1]);
  expect(requests({ submit }, long).map(({ replaceIfPresentFlag }) => replaceIfPresentFlag)).toEqual([0, 0]);
  expect(
    requests({ submit, long_messages: 'payload' }, long).map(({ replaceIfPresentFlag }) => replaceIfPresentFlag),
  ).toEqual([1]);
});

it.each([
  ['none', ''],
  ['relative', '000001000000000R'],
  ['absolute', '261124100000000+'],
])('validity_period %s: what is left of the validity', (validity_period, written) => {
  expect(request({ submit: { validity_period } })).toMatchObject({ validityPeriod: written });
});

it.each([
  ['relative', '000000000001000R'],
  ['absolute', '261124100001000+'],
])('a validity that runs out right now is a second long, %s', (validity_period, written) => {
  expect(request({ submit: { validity_period } }, {}, message.expiresAt)).toMatchObject({ validityPeriod: written });
});

it.each([
  ['gsm7', 0x00],
  ['latin1', 0x03],
  ['ucs2', 0x08],
] as const)('data_coding of %s', (encoding, dataCoding) => {
  expect(request({}, { encoding })).toMatchObject({ dataCoding });
});

it('the message class is in the data_coding', () => {
  expect(request({ submit: { message_class: 0 } })).toMatchObject({ dataCoding: 0xf0 });
  expect(request({ submit: { message_class: 0 } }, { encoding: 'ucs2' })).toMatchObject({ dataCoding: 0x18 });
});

it.each([
  ['store_indefinitely', 0],
  ['power_down', 1],
  ['registration_area', 2],
  ['display_only', 3],
])('ms_validity %s is the TLV with %i', (ms_validity, octet) => {
  expect(request({ submit: { ms_validity } })?.tlvs?.get(TLV.ms_validity)).toEqual(Buffer.from([octet]));
});

const submit = { user_message_reference: 'counter', ms_validity: 'power_down', tlvs: { '0x1400': { text: '1101' } } };

it('constant TLVs stand on every part, beside those of the part', () => {
  const parts = requests({ submit, long_messages: 'sar' }, { body: 'a'.repeat(200) });
  expect(parts.map(({ tlvs }) => [...(tlvs?.keys() ?? [])].sort((a, b) => a - b))).toEqual(
    new Array(2).fill([
      TLV.user_message_reference,
      TLV.sar_msg_ref_num,
      TLV.sar_total_segments,
      TLV.sar_segment_seqnum,
      TLV.ms_validity,
      0x1400,
    ]),
  );
});

it('references of parts differ, and are the same when a part is sent again', () => {
  const references = () =>
    requests({ submit }, { body: 'a'.repeat(400) }).map(
      ({ tlvs }) => tlvs && tlvNumber(tlvs, TLV.user_message_reference),
    );
  expect(new Set(references()).size).toBe(3);
  expect(references()).toEqual(references());
});

it('what is sent again is the same, octet by octet, for every message and profile', () => {
  const profiles = fc
    .record({
      long_messages: fc.constantFrom('udh8', 'udh16', 'sar', 'payload'),
      submit: fc.constantFrom({}, submit, { validity_period: 'absolute' }),
    })
    .map(profile);
  const bodies = fc.string({ unit: fc.constantFrom('a', '€', 'é', ' '), minLength: 1, maxLength: 900 });
  fc.assert(
    fc.property(profiles, bodies, fc.constantFrom('gsm7', 'ucs2'), (carrier, body, encoding) => {
      const outbound: Outbound = { ...message, id: newUlid(), body, encoding: encoding as 'gsm7' | 'ucs2' };
      expect(toSubmitSm(outbound, carrier, now)).toEqual(toSubmitSm(outbound, { ...carrier }, now));
    }),
  );
});

it('Latin-1 goes out one octet a character, in parts of 134', () => {
  const parts = requests({ alphabets: ['latin1', 'ucs2'] }, { encoding: 'latin1', body: 'ç'.repeat(141) });
  expect(parts.map(({ shortMessage }) => shortMessage.subarray(6).toString('latin1'))).toEqual([
    'ç'.repeat(134),
    'ç'.repeat(7),
  ]);
});
