import fc from 'fast-check';
import { fromDeliverSm, toE164 } from '../../carrier/from-deliver-sm';
import type { ReceiptSays } from '../../message/fact';
import { TLV } from '../../smpp/tlv';
import { delivery, receiptTlvs } from './sample-delivery';
import { sampleProfile } from './sample-profile';

const arrivedAt = new Date('2026-11-23T10:00:04.120Z');
const text = (stat: string) =>
  `id:A1 sub:001 dlvrd:001 submit date:2611231000 done date:2611231001 stat:${stat} err:000 text:Hi`;

/** What is heard of a delivery, by a profile with these keys. */
function heardOf(pdu: Parameters<typeof fromDeliverSm>[0], keys: Record<string, unknown> = {}) {
  return fromDeliverSm(pdu, sampleProfile(keys), arrivedAt);
}

function receiptOf(...args: Parameters<typeof heardOf>) {
  const heard = heardOf(...args);
  if (heard.kind !== 'receipt') throw new TypeError(`it is ${heard.kind}`);
  return heard.receipt;
}

it('a receipt says by what its message can be found, and what it says', () => {
  expect(receiptOf(delivery(text('DELIVRD')))).toEqual({
    carrier: 'acme',
    carrierMessageId: 'A1',
    recipient: '+15005550000',
    sender: 'ACME',
    arrivedAt,
    proven: true,
    says: {
      status: 'delivered',
      failure: null,
      raw: text('DELIVRD'),
      evidence: {
        id: 'A1',
        state: 'DELIVERED',
        stat: 'DELIVRD',
        err: '000',
        submitted_at: '2026-11-23T10:00:00.000Z',
        done_at: '2026-11-23T10:01:00.000Z',
      },
      wholeMessage: false,
    },
  });
});

it.each<[string, ReceiptSays['status'], string | undefined]>([
  ['ENROUTE', 'accepted', undefined],
  ['ACCEPTD', 'accepted', undefined],
  ['EXPIRED', 'expired', 'carrier_expired'],
  ['DELETED', 'failed', 'deleted'],
  ['UNDELIV', 'undelivered', 'undeliverable'],
  ['REJECTD', 'rejected', 'carrier_rejected'],
  ['UNKNOWN', 'unknown', 'carrier_state_unknown'],
  ['WHATEVER', 'unknown', 'carrier_state_unrecognised'],
  ['READ', 'read', undefined],
])('stat:%s is heard as %s, with its reason', (stat, status, code) => {
  const { says } = receiptOf(delivery(text(stat)));
  expect([says.status, says.failure?.code]).toEqual([status, code]);
  if (says.failure) expect(says.failure.raw).toBe(text(stat));
});

it('the message type in esm_class is one field, beside which other bits may stand', () => {
  expect(receiptOf(delivery(text('DELIVRD'), { esmClass: 0x84 })).says.status).toBe('delivered');
  expect(receiptOf(delivery('id:A1 stat:DELIVRD', { esmClass: 0x10 })).says.status).toBe('read');
});

it('TLVs win over the text, and both are kept', () => {
  const { carrierMessageId, says } = receiptOf(delivery(text('DELIVRD'), { tlvs: receiptTlvs('TLV-ID', 5) }));
  expect([carrierMessageId, says.status]).toEqual(['TLV-ID', 'undelivered']);
  expect(says.evidence).toMatchObject({ id: 'TLV-ID', other_id: 'A1', message_state: '05' });
});

it.each([
  [{ message_id: 'hex_response' }, '9308878062554710043', '9308878062554710043'],
  [{ message_id: 'decimal_response' }, '812FC7470000001B', '9308878062554710043'],
  [{ message_id: 'ignore_case' }, 'aBc', 'ABC'],
  [{}, 'aBc', 'aBc'],
])('with %j the id %s is compared as %s', (keys, written, compared) => {
  expect(receiptOf(delivery(`id:${written} stat:DELIVRD`), keys).carrierMessageId).toBe(compared);
});

it('a profile says what a word means, and whether one receipt speaks for all parts', () => {
  const { says } = receiptOf(delivery(text('ACCEPTD')), {
    receipts: { states: { ACCEPTD: 'delivered' }, parts: 'any' },
  });
  expect(says).toMatchObject({ status: 'delivered', wholeMessage: true });
});

describe('without a message type in esm_class', () => {
  const body = delivery(text('DELIVRD'), { esmClass: 0 });
  const zero = { receipts: { esm_class_zero: true } };

  it('what looks like a receipt is an inbound message: its sender could have written it', () => {
    expect(heardOf(body).kind).toBe('inbound');
  });

  it('it is one, not proven, where the profile says that the carrier does so', () => {
    const heard = heardOf(body, zero);
    expect(heard).toMatchObject({ kind: 'unproven', receipt: { proven: false, carrierMessageId: 'A1' } });
  });

  it('with the TLVs, which no handset can write, it is proven', () => {
    const pdu = delivery(text('DELIVRD'), { esmClass: 0, tlvs: receiptTlvs('A1', 2) });
    expect(heardOf(pdu, zero)).toMatchObject({ kind: 'receipt', receipt: { proven: true } });
  });

  it('an ordinary text is an inbound message with its bytes', () => {
    const heard = heardOf(delivery('STOP', { esmClass: 0, sourceAddr: '61400000000', destinationAddr: '12345' }), zero);
    expect(heard).toMatchObject({
      kind: 'inbound',
      inbound: { carrier: 'acme', body: Buffer.from('STOP'), receivedAt: arrivedAt },
    });
  });
});

it.each([
  ['15005550000', '+15005550000'],
  ['+15005550000', '+15005550000'],
  ['0015005550000', '+15005550000'],
  ['ACME', '+ACME'],
])('the address %s is compared as %s', (address, compared) => {
  expect(toE164(address)).toBe(compared);
});

it('a receipt from an address that fits no number is one that can be stored', () => {
  const { recipient, sender } = receiptOf(
    delivery(text('DELIVRD'), { sourceAddr: 'é'.repeat(20), destinationAddr: '\x01ü' }),
  );
  for (const address of [recipient, sender]) expect(address).toMatch(/^[\x20-\x7e]{1,21}$/);
});

it('any octets whatever give something that is heard, and nothing throws', () => {
  const octets = (most: number) => fc.uint8Array({ maxLength: most }).map((bytes) => Buffer.from(bytes));
  const anyTlvs = fc
    .array(fc.tuple(fc.constantFrom(...Object.values(TLV)), octets(70)), { maxLength: 4 })
    .map((pairs) => new Map(pairs));
  const esmClass = fc.nat({ max: 255 }).filter((value) => (value & 0x40) === 0);
  fc.assert(
    fc.property(octets(160), esmClass, fc.nat({ max: 255 }), anyTlvs, (body, esm, dataCoding, tlvs) => {
      if (tlvs.has(TLV.message_payload)) body = Buffer.alloc(0);
      const heard = heardOf(delivery(body, { esmClass: esm, dataCoding, tlvs }), {
        receipts: { esm_class_zero: true },
      });
      expect(['receipt', 'unproven', 'inbound']).toContain(heard.kind);
      if (heard.kind !== 'receipt') return;
      expect(JSON.parse(JSON.stringify(heard.receipt.says))).toEqual(heard.receipt.says);
      expect(heard.receipt.carrierMessageId ?? '').toMatch(/^[\x20-\x7e]{0,64}$/);
    }),
  );
});
