import fc from 'fast-check';
import { errors } from '../../message/error';
import { type Delivery, type Receipt, type ReceiptProfile, readDelivery } from '../../message/receipt';
import { encodeUcs2 } from '../../message/ucs2';

const profile: ReceiptProfile = { esmClassZero: false, messageId: 'text', states: {} };
const lenient: ReceiptProfile = { ...profile, esmClassZero: true };
const arrivedAt = new Date('2026-11-23T12:02:00Z');

const deliver = (body: string | Buffer, more: Partial<Delivery> = {}): Delivery => ({
  esmClass: 0x04,
  dataCoding: 0,
  sourceAddr: '61412345678',
  destinationAddr: 'ACME',
  body: Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1'),
  ...more,
});

function receiptOf(delivery: Delivery, by = profile): Receipt {
  const reading = readDelivery(delivery, by, arrivedAt);
  if (reading.kind !== 'receipt') throw new Error('it was read as an inbound message');
  return reading.receipt;
}

const kindOf = (delivery: Delivery, by = profile) => readDelivery(delivery, by, arrivedAt).kind;

it('reads a receipt in full', () => {
  const body = 'id:A1B2 sub:001 dlvrd:000 submit date:2611231200 done date:2611231201 stat:FAILED err:002 Text:Hi';
  expect(receiptOf(deliver(body))).toEqual({
    carrierMessageId: 'A1B2',
    proven: true,
    rawId: 'A1B2',
    otherId: null,
    state: 'FAILED',
    status: 'failed',
    final: true,
    intermediate: false,
    error: { code: 'carrier_unspecified', carrierCode: '002' },
    stat: 'FAILED',
    err: '002',
    submitDate: new Date('2026-11-23T12:00:00Z'),
    doneDate: new Date('2026-11-23T12:01:00Z'),
    raw: body,
    tlvs: {},
  });
});

it.each([
  [
    'id:1526758174 submit date:1701240904 done date:1701240904 stat:DELIVRD err:000 text:hellow',
    '1526758174',
    'delivered',
  ],
  [
    'id:0221067780 sub:001 dlvrd:001 submit date:20110314181534 done date:20110314181741 stat:DELIVRD err:0',
    '0221067780',
    'delivered',
  ],
  ['ID:1 STAT:undeliv ERR:21b', '1', 'undelivered'],
  ['stat:5 id:x_1', 'x_1', 'undelivered'],
  ['id:1 DELIVRD', '1', 'delivered'],
  ['id:1 stat:BUFFERD', '1', 'accepted'],
  ['id:1 stat:WHATEVR', '1', 'unknown'],
  ['id:1', '1', 'unknown'],
  ['', null, 'unknown'],
  ['id:1 text:stat:DELIVRD', '1', 'unknown'],
])('reads %j', (body, id, status) => {
  expect(receiptOf(deliver(body))).toMatchObject({ carrierMessageId: id, status });
});

it.each(['000', '0', '0000', '00B', '21b', '254', 'null'])('keeps err:%s as text', (err) => {
  expect(receiptOf(deliver(`id:1 stat:UNDELIV err:${err} text:`))).toMatchObject({
    err,
    error: { code: 'undeliverable', carrierCode: err },
  });
});

it('keeps a word that nobody knows as the reason', () => {
  expect(receiptOf(deliver('id:1 stat:WHATEVR err:007'))).toMatchObject({
    state: 'unrecognised',
    status: 'unknown',
    final: false,
    stat: 'WHATEVR',
    error: { code: 'carrier_state_unrecognised', carrierCode: 'WHATEVR' },
  });
});

it('is not lost for a date that nobody can read', () => {
  expect(receiptOf(deliver('id:1 submit date:0000000000 done date:soon stat:DELIVRD'))).toMatchObject({
    status: 'delivered',
    submitDate: null,
    doneDate: null,
  });
});

it('reads UCS-2 under any data_coding', () => {
  const receipt = receiptOf(deliver(encodeUcs2('id:7 stat:DELIVRD'), { dataCoding: 0 }));
  expect(receipt).toMatchObject({ carrierMessageId: '7', status: 'delivered', raw: 'id:7 stat:DELIVRD' });
});

describe('the TLVs', () => {
  const tlvs = { receiptedMessageId: Buffer.from('B2\0'), messageState: Buffer.from([2]) };

  it('win over the text, and both stay as evidence', () => {
    expect(receiptOf(deliver('id:A1 stat:UNDELIV err:000', tlvs))).toMatchObject({
      carrierMessageId: 'B2',
      otherId: 'A1',
      state: 'DELIVERED',
      stat: 'UNDELIV',
      raw: 'id:A1 stat:UNDELIV err:000',
      tlvs: { receipted_message_id: 'B2\\x00', message_state: '02' },
    });
  });

  it('are enough without a text', () => {
    expect(receiptOf(deliver('', tlvs))).toMatchObject({ carrierMessageId: 'B2', otherId: null, status: 'delivered' });
  });

  it.each([[[]], [[200]], [[1, 2, 3]]])('leave the state to the text when message_state is %p', (octets) => {
    expect(receiptOf(deliver('id:1 stat:EXPIRED', { messageState: Buffer.from(octets) })).state).toBe('EXPIRED');
  });

  it('say more of the error than err: does, unless they say "none"', () => {
    const error = (hex: string) =>
      receiptOf(deliver('id:1 stat:UNDELIV err:009', { networkErrorCode: Buffer.from(hex, 'hex') })).error;
    expect(error('030001')).toEqual({ code: 'unknown_subscriber', carrierCode: '1' });
    expect(error('030000')).toEqual({ code: 'undeliverable', carrierCode: '009' });
    expect(error('303334')).toEqual({ code: 'undeliverable', carrierCode: '034' });
  });

  it('bring no error to a delivered message', () => {
    expect(
      receiptOf(deliver('id:1 stat:DELIVRD', { networkErrorCode: Buffer.from('030001', 'hex') })).error,
    ).toBeNull();
  });
});

describe('esm_class', () => {
  const body = 'id:1 stat:DELIVRD';

  it.each([0x04, 0x08, 0x10, 0x18, 0x20, 0x44, 0x84, 0xc4, 0x07])('%i makes a receipt', (esmClass) => {
    expect(kindOf(deliver(body, { esmClass }))).toBe('receipt');
  });

  it.each([0x00, 0x01, 0x03, 0x40, 0x80, 0xc3, 0x0c, 0x14, 0x24, 0x3c])('%i makes no receipt', (esmClass) => {
    expect(kindOf(deliver(body, { esmClass }))).toBe('inbound');
  });

  it.each([
    [0x10, 'thanks, I have FAILED to read it', 'read', true],
    [0x10, 'id:1 stat:DELIVRD', 'read', true],
    [0x10, 'id:1 stat:UNDELIV', 'undelivered', true],
    [0x08, 'id:1', 'delivered', true],
    [0x08, 'id:1 stat:EXPIRED', 'expired', true],
    [0x18, 'id:1', 'unknown', false],
    [0x20, 'id:1 stat:ENROUTE', 'accepted', false],
    [0x20, 'id:1 stat:UNDELIV', 'accepted', false],
    [0x20, 'id:1', 'accepted', false],
    [0x20, 'id:1 stat:DELIVRD', 'delivered', true],
  ])('%i with %j means %s', (esmClass, text, status, final) => {
    expect(receiptOf(deliver(text, { esmClass }))).toMatchObject({
      status,
      final,
      intermediate: status === 'accepted',
    });
  });
});

describe('a carrier that sends its receipts with esm_class 0', () => {
  const pair = { receiptedMessageId: Buffer.from('1'), messageState: Buffer.from([2]) };

  it.each([
    ['id:1 stat:DELIVRD', {}, 'receipt'],
    ['  ID:1 sub:001 STAT:NEWWORD', {}, 'receipt'],
    ['id:1 DELIVRD', {}, 'receipt'],
    ['hello', pair, 'receipt'],
    ['hello', {}, 'inbound'],
    ['id:1', {}, 'inbound'],
    ['my id:1 stat:DELIVRD', {}, 'inbound'],
    ['stat:DELIVRD', {}, 'inbound'],
    ['id: stat:DELIVRD', {}, 'inbound'],
    ['id:1 text:stat:DELIVRD', {}, 'inbound'],
    ['hello', { messageState: Buffer.from([2]) }, 'inbound'],
    ['hello', { ...pair, messageState: Buffer.alloc(0) }, 'inbound'],
  ])('has %j with %o read as %3$s', (body, tlvs, kind) => {
    expect(kindOf(deliver(body, { esmClass: 0x40, ...tlvs }), lenient)).toBe(kind);
  });
});

it('takes no inbound message for a receipt, whatever is in it', () => {
  const octets = fc
    .oneof(fc.uint8Array(), fc.constant(Buffer.from('id:1 stat:DELIVRD')))
    .map((value) => Buffer.from(value));
  const message = fc.record({
    body: octets,
    esmClass: fc.nat({ max: 255 }).filter((value) => ![0x04, 0x08, 0x10, 0x18, 0x20].includes(value & 0x3c)),
    receiptedMessageId: octets,
    messageState: octets,
  });
  fc.assert(
    fc.property(message, ({ body, ...rest }) => {
      expect(kindOf(deliver(body, rest))).toBe('inbound');
    }),
  );
});

it("follows the carrier's own rows, in the text and in message_state", () => {
  const by: ReceiptProfile = { ...profile, states: { ACCEPTD: 'delivered', HANDED: 'accepted' } };
  expect(receiptOf(deliver('id:1 stat:ACCEPTD'), by)).toMatchObject({
    status: 'delivered',
    final: true,
    intermediate: false,
  });
  expect(receiptOf(deliver('id:1', { messageState: Buffer.from([6]) }), by).status).toBe('delivered');
  expect(receiptOf(deliver('id:1 handed'), by)).toMatchObject({ status: 'accepted', stat: 'handed' });
});

it("compares ids by the carrier's rule and reads dates in its zone", () => {
  const by: ReceiptProfile = { ...profile, messageId: 'decimal_response', timeZone: 660 };
  expect(receiptOf(deliver('id:812FC7470000001B done date:2611231200 stat:DELIVRD'), by)).toMatchObject({
    carrierMessageId: '9308878062554710043',
    rawId: '812FC7470000001B',
    doneDate: new Date('2026-11-23T01:00:00Z'),
  });
});

it('gives a reading that can be stored, for any octets', () => {
  const octets = fc
    .option(fc.uint8Array({ maxLength: 90 }), { nil: undefined })
    .map((value) => value && Buffer.from(value));
  const noise = fc.record({
    esmClass: fc.nat({ max: 255 }),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 700 }).map((value) => Buffer.from(value)),
      fc
        .string({ unit: 'binary', maxLength: 90 })
        .map((text) => Buffer.from(`id:${text} stat:${text} err:${text} done date:${text}`)),
    ),
    receiptedMessageId: octets,
    messageState: octets,
    networkErrorCode: octets,
  });
  fc.assert(
    fc.property(noise, ({ body, ...rest }) => {
      const reading = readDelivery(deliver(body, rest), { ...lenient, states: { X: 'failed' } }, arrivedAt);
      if (reading.kind === 'inbound') return;
      const { receipt } = reading;
      expect(receipt.carrierMessageId ?? '').toMatch(/^[\x20-\x7e]{0,64}$/);
      expect(receipt.stat ?? '').toMatch(/^[\x20-\x7e]{0,32}$/);
      expect(receipt.err ?? '').toMatch(/^[\x20-\x7e]{0,32}$/);
      expect(receipt.raw).toMatch(/^[^\p{Cc}\p{Cs}]{0,512}$/u);
      expect(receipt.error === null || receipt.error.code in errors).toBe(true);
      expect(receipt.final && receipt.intermediate).toBe(false);
    }),
    { numRuns: 500 },
  );
});
