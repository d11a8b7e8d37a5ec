import { carrierSchema } from '../../carrier/profile';

const least = { host: 'smsc.example', port: 2775, system_id: 'waybill', password: 'secret' };

const read = (overrides: object) => carrierSchema.parse({ ...least, ...overrides });

/** `path: what was expected` for each thing wrong. */
function wrong(overrides: object): string[] {
  const { error } = carrierSchema.safeParse({ ...least, ...overrides });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

it('a carrier says of each kind of sender what it is marked with; the others stay as they are', () => {
  const { addresses } = read({
    addresses: { short_code: { ton: 6 }, alphanumeric: { npi: 1 }, recipient: { plus: true } },
  });
  expect(addresses).toMatchObject({
    shortCode: { ton: 6, npi: 0 },
    alphanumeric: { ton: 5, npi: 1 },
    national: { ton: 2, npi: 1 },
    international: { ton: 1, npi: 1, plus: false },
    recipient: { ton: 1, npi: 1, plus: true },
  });
});

it.each([
  ['hex', { '0x1400': { hex: '00FFa0' } }, [[0x1400, Buffer.from([0x00, 0xff, 0xa0])]]],
  ['text, without a NUL', { '0x1401': { text: '1101' } }, [[0x1401, Buffer.from('1101')]]],
  ['a C-string, with its NUL', { '0x1402': { c_string: '1101' } }, [[0x1402, Buffer.from('1101\0')]]],
  [
    'numbers of 1, 2 and 4 octets',
    { 5: { int8: 1 }, '0x0006': { int16: 258 }, 7: { int32: 4294967295 } },
    [
      [5, Buffer.from([1])],
      [6, Buffer.from([1, 2])],
      [7, Buffer.from([255, 255, 255, 255])],
    ],
  ],
  ['nothing', { 5123: { hex: '' } }, [[0x1403, Buffer.alloc(0)]]],
] as [string, object, [number, Buffer][]][])('constant TLVs may be written as %s', (_, tlvs, expected) => {
  expect([...read({ submit: { tlvs } }).submit.tlvs]).toEqual(expected);
});

it.each(['0x0424', 1060, '0x0204', '0x020c', '0x20E', '0x020f', '0x1204'])(
  'the TLV %s is not constant: another setting makes it',
  (tag) => {
    expect(wrong({ submit: { tlvs: { [tag]: { int8: 1 } } } })).toEqual([expect.stringMatching(/^submit\.tlvs\./)]);
  },
);

const valueExpected =
  '{ hex: "0a0b" }, { text: "abc" }, { c_string: "abc" } (with its NUL), { int8: 1 }, { int16: 1 } or { int32: 1 }';
const alphabetsExpected = 'a list of gsm7, latin1 and ucs2, each at most once and ucs2 last';

it.each([
  [{ alphabets: [] }, `alphabets: ${alphabetsExpected}`],
  [{ alphabets: ['gsm7'] }, `alphabets: ${alphabetsExpected}`],
  [{ alphabets: ['ucs2', 'gsm7'] }, `alphabets: ${alphabetsExpected}`],
  [{ alphabets: ['gsm7', 'gsm7', 'ucs2'] }, `alphabets: ${alphabetsExpected}`],
  [{ alphabets: 'gsm7' }, `alphabets: ${alphabetsExpected}`],
  [{ alphabets: ['utf8', 'ucs2'] }, 'alphabets.0: one of gsm7, latin1, ucs2'],
  [{ addresses: { short_code: { ton: 256 } } }, 'addresses.short_code.ton: a whole number from 0 to 255'],
  [{ addresses: { short_code: { plus: true } } }, 'addresses.short_code: one of ton, npi'],
  [
    { submit: { service_type: 'TOOLONG' } },
    'submit.service_type: text of 0 to 5 printable ASCII characters, in quotes where it looks like a number',
  ],
  [{ submit: { protocol_id: -1 } }, 'submit.protocol_id: a whole number from 0 to 255'],
  [{ submit: { priority_flag: { urgent: 5 } } }, 'submit.priority_flag.urgent: a whole number from 0 to 4'],
  [
    { submit: { registered_delivery: { final: 'success' } } },
    'submit.registered_delivery.final: one of always, failure, none',
  ],
  [{ submit: { validity_period: '24h' } }, 'submit.validity_period: one of none, relative, absolute'],
  [
    { submit: { message_class: 4 } },
    'submit.message_class: none, 0 (shown at once, not stored), 1 (phone), 2 (SIM) or 3 (terminal equipment)',
  ],
  [{ submit: { message_class_group: 0x20 } }, 'submit.message_class_group: 0xF0 or 0x10'],
  [{ submit: { tlvs: { '0x1400': 'abc' } } }, `submit.tlvs.0x1400: ${valueExpected}`],
  [{ submit: { tlvs: { '0x1400': { hex: 'abc' } } } }, `submit.tlvs.0x1400: ${valueExpected}`],
  [{ submit: { tlvs: { '0x1400': { text: 'ä' } } } }, `submit.tlvs.0x1400: ${valueExpected}`],
  [{ submit: { tlvs: { '0x1400': { int8: 256 } } } }, `submit.tlvs.0x1400: ${valueExpected}`],
  [{ submit: { tlvs: { '0x1400': { hex: '00', text: 'a' } } } }, `submit.tlvs.0x1400: ${valueExpected}`],
  [
    { submit: { tlvs: { '0x1400': { int8: 1 }, 5120: { int8: 1 } } } },
    'submit.tlvs: each tag once, whether in hex or decimal',
  ],
  [
    { alphabets: ['latin1', 'ucs2'], submit: { message_class: 0 } },
    'submit: message_class none with the alphabet latin1, for which 3GPP TS 23.038 has no class',
  ],
] as [object, string][])('%j is refused', (written, expected) => {
  expect(wrong(written)).toEqual([expected]);
});

it.each(['0x10000', '0', 'abc', '0x', '-1', '1.5'])('%s is no tag', (tag) => {
  expect(wrong({ submit: { tlvs: { [tag]: { int8: 1 } } } })).toEqual([expect.stringMatching(/^submit\.tlvs/)]);
});
