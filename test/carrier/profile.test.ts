import { carrierName, carrierSchema } from '../../carrier/profile';
import { classifySubmit } from '../../message/outcome';
import { readDelivery } from '../../message/receipt';

const least = { host: 'smsc.example', port: 2775, system_id: 'waybill', password: 'secret' };

/** `path: what was expected` for each thing wrong. */
function wrong(overrides: object): string[] {
  const { error } = carrierSchema.safeParse({ ...least, ...overrides });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

it('a carrier needs a host, a port, a name and a password; the rest has defaults', () => {
  expect(carrierSchema.parse(least)).toEqual({
    host: 'smsc.example',
    port: 2775,
    tls: false,
    systemId: 'waybill',
    password: 'secret',
    systemType: '',
    addressRange: '',
    interfaceVersion: 0x34,
    bind: 'transceiver',
    binds: 1,
    window: 50,
    responseTimeout: 10_000,
    enquireLink: 30_000,
    bindTimeout: 10_000,
    rebind: { first: 1_000, cap: 60_000 },
    tps: 0,
    validity: 86_400_000,
    messageId: 'text',
    longMessages: 'udh8',
    maxSegments: 10,
    alphabets: ['gsm7', 'ucs2'],
    dataCoding: { gsm7: 0, latin1: 3, ucs2: 8 },
    addresses: {
      alphanumeric: { ton: 5, npi: 0 },
      shortCode: { ton: 3, npi: 0 },
      national: { ton: 2, npi: 1 },
      international: { ton: 1, npi: 1, plus: false },
      recipient: { ton: 1, npi: 1, plus: false },
      bind: { ton: 0, npi: 0 },
    },
    submit: {
      serviceType: '',
      protocolId: 0,
      priorityFlag: { urgent: 0, normal: 0, bulk: 0 },
      registeredDelivery: { final: 'always', intermediate: false },
      replaceIfPresent: false,
      validityPeriod: 'none',
      msValidity: 'none',
      userMessageReference: 'none',
      messageClass: 'none',
      messageClassGroup: 0xf0,
      tlvs: new Map(),
    },
    inDoubt: { after: 300_000, policy: 'unknown' },
    receipts: {
      grace: 600_000,
      esmClassZero: false,
      states: {},
      timeZone: 0,
      parts: 'all',
      keepUnmatched: 259_200_000,
    },
    retry: { attempts: 4, first: 2_000, factor: 2, cap: 300_000 },
    throttlePause: 1_000,
    errors: {},
    failoverAfter: 60_000,
    price: null,
  });
});

it.each([
  [{ tls: true }, { tls: {} }],
  [{ tls: { ca: 'ca.pem', servername: 'smsc' } }, { tls: { ca: 'ca.pem', servername: 'smsc' } }],
  [{ interface_version: 0x50 }, { interfaceVersion: 0x50 }],
  [{ message_id: ['hex_response', 'ignore_case'] }, { messageId: ['hex_response', 'ignore_case'] }],
  [{ in_doubt: { policy: 'resend' } }, { inDoubt: { after: 300_000, policy: 'resend' } }],
  [{ retry: { factor: 1.5 } }, { retry: { attempts: 4, first: 2_000, factor: 1.5, cap: 300_000 } }],
  [
    { errors: { '0x451': 'throttled', 1106: { kind: 'rejected', code: 'barred' } } },
    { errors: { 1105: { kind: 'throttled' }, 1106: { kind: 'rejected', code: 'barred' } } },
  ],
  [{ price: { amount: '0.0450', currency: 'AUD' } }, { price: { amount: '0.0450', currency: 'AUD' } }],
  [{ price: null }, { price: null }],
  [{ password: '' }, { password: '' }],
])('%j is read as %j', (written, read) => {
  expect(carrierSchema.parse({ ...least, ...written })).toMatchObject(read);
});

it.each([
  ['UTC', 0],
  ['utc', 0],
  ['Z', 0],
  ['+10:00', 600],
  ['-0330', -210],
  ['Australia/Sydney', 'Australia/Sydney'],
])('the time zone %s is read as %p', (time_zone, timeZone) => {
  expect(carrierSchema.parse({ ...least, receipts: { time_zone } }).receipts.timeZone).toBe(timeZone);
});

it.each([
  [{ host: '' }, 'host: a host name or an IP address'],
  [{ host: 'a b' }, 'host: a host name or an IP address'],
  [{ port: 0 }, 'port: a whole number from 1 to 65535'],
  [{ port: 2775.5 }, 'port: a whole number from 1 to 65535'],
  [{ port: '2775' }, 'port: a whole number from 1 to 65535'],
  [
    { system_id: 'sixteen-octets-x' },
    'system_id: text of 1 to 15 printable ASCII characters, in quotes where it looks like a number',
  ],
  [
    { system_id: 'way\0bill' },
    'system_id: text of 1 to 15 printable ASCII characters, in quotes where it looks like a number',
  ],
  [
    { password: 'pässword' },
    'password: text of 0 to 16 printable ASCII characters, in quotes where it looks like a number',
  ],
  [
    { password: 12345678 },
    'password: text of 0 to 16 printable ASCII characters, in quotes where it looks like a number',
  ],
  [
    { system_type: 'thirteen-long' },
    'system_type: text of 0 to 12 printable ASCII characters, in quotes where it looks like a number',
  ],
  [{ interface_version: 0x33 }, 'interface_version: 0x34 or 0x50'],
  [{ bind: 'receiver' }, 'bind: one of transceiver, pair'],
  [{ binds: 101 }, 'binds: a whole number from 1 to 100'],
  [{ window: 10_001 }, 'window: a whole number from 1 to 10000'],
  [{ window: Number.NaN }, 'window: a whole number from 1 to 10000'],
  [{ enquire_link: '0s' }, 'enquire_link: a duration from 100ms to 1h, such as 500ms, 10s, 5m or 24h'],
  [{ response_timeout: 10 }, 'response_timeout: a duration from 100ms to 10m, such as 500ms, 10s, 5m or 24h'],
  [{ validity: '999ms' }, 'validity: a duration from 1s to 30d, such as 500ms, 10s, 5m or 24h'],
  [{ rebind: { first: '2m' } }, 'rebind.cap: a duration no shorter than first'],
  [{ retry: { first: '10s', cap: '9s' } }, 'retry.cap: a duration no shorter than first'],
  [{ retry: { attempts: 0 } }, 'retry.attempts: a whole number from 1 to 100'],
  [{ retry: { factor: 0.5 } }, 'retry.factor: a number from 1 to 100'],
  [{ tps: -1 }, 'tps: a whole number from 0 to 100000'],
  [
    { message_id: [] },
    'message_id: one of text, hex_response, decimal_response, ignore_case, ignore_leading_zeros, or a list of them',
  ],
  [{ message_id: ['hex_response', 'decimal_response'] }, 'message_id: hex_response or decimal_response, not both'],
  [{ max_segments: 256 }, 'max_segments: a whole number from 1 to 255'],
  [{ data_coding: { gsm7: 256 } }, 'data_coding.gsm7: a whole number from 0 to 255'],
  [{ in_doubt: { policy: 'drop' } }, 'in_doubt.policy: one of unknown, resend'],
  [
    { receipts: { states: { ACCEPTD: 'sent' } } },
    'receipts.states.ACCEPTD: one of accepted, delivered, undelivered, failed, rejected, expired, unknown, read',
  ],
  [
    { receipts: { time_zone: '+25:00' } },
    'receipts.time_zone: UTC, an offset such as +10:00, or a zone such as Australia/Sydney',
  ],
  [
    { errors: { '0x451': 'accepted' } },
    'errors.0x451.kind: one of rejected, failed, temporary, throttled, ambiguous, session, undelivered',
  ],
  [
    { errors: { '0x451': { kind: 'rejected', code: 'nope' } } },
    'errors.0x451.code: one of the error codes, such as content_blocked',
  ],
  [{ errors: { '0x451': 'rejected', 1105: 'failed' } }, 'errors: each command_status once, whether in hex or decimal'],
  [{ price: { amount: 0.045, currency: 'AUD' } }, 'price.amount: a decimal in quotes, such as "0.0450"'],
  [{ price: { amount: '-1', currency: 'AUD' } }, 'price.amount: a decimal in quotes, such as "0.0450"'],
  [{ price: { amount: '1', currency: 'XQQ' } }, 'price.currency: an ISO 4217 code, such as AUD'],
  [{ price: { amount: '100000', currency: 'AUD' } }, 'price: less than 1000000 for max_segments parts'],
])('%j is refused', (written, expected) => {
  expect(wrong(written)).toEqual([expected]);
});

it.each([
  [{ ca: 'x', cert: 'y' }, 'key', 'the key of cert'],
  [{ key: 'y' }, 'cert', 'the certificate of key'],
])('tls %j is refused: one file needs the other', (tls, key, expected) => {
  const { error } = carrierSchema.safeParse({ ...least, tls });
  expect(error?.issues).toMatchObject([
    { path: ['tls'], errors: [expect.anything(), [{ path: [key], message: expected }]] },
  ]);
});

it('a wrong field does not hide what is wrong between two others', () => {
  expect(wrong({ port: 'x', max_segments: 255, price: { amount: '5000', currency: 'AUD' } })).toEqual([
    'port: a whole number from 1 to 65535',
    'price: less than 1000000 for max_segments parts',
  ]);
});

it('its errors are what the submit outcome takes, in hex or decimal', () => {
  const { errors } = carrierSchema.parse({
    ...least,
    errors: { '0x451': { kind: 'rejected', code: 'barred' }, 88: 'temporary' },
  });
  expect(classifySubmit(0x451, errors)).toMatchObject({ kind: 'rejected', code: 'barred' });
  expect(classifySubmit(0x58, errors)).toMatchObject({ kind: 'temporary', code: 'carrier_error' });
});

it('its receipts are what the reading of receipts takes', () => {
  const { receipts, messageId } = carrierSchema.parse({
    ...least,
    message_id: 'hex_response',
    receipts: { states: { ACCEPTD: 'delivered' }, time_zone: '+10:00' },
  });
  const body = Buffer.from('id:26 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:ACCEPTD err:000');
  const delivery = { esmClass: 0x04, dataCoding: 0, sourceAddr: '1', destinationAddr: '2', body };
  expect(readDelivery(delivery, { ...receipts, messageId }, new Date('2026-11-23T02:01:00Z'))).toMatchObject({
    kind: 'receipt',
    receipt: { status: 'delivered', doneDate: new Date('2026-11-23T02:01:00Z') },
  });
});

it.each(['acme', 'a', '0', 'acme-2', 'a'.repeat(31)])('%s may be the name of a carrier', (name) => {
  expect(carrierName.test(name)).toBe(true);
});

it.each(['', '-acme', 'Acme', 'a_b', 'a b', 'a\n', 'a'.repeat(32)])('%j may not be the name of a carrier', (name) => {
  expect(carrierName.test(name)).toBe(false);
});
