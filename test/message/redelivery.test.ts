import { identityOf } from '../../message/redelivery';
import { inboundPart, partOf } from './sample-inbound';

const minute = 60_000;

it('the same delivery has the same fingerprint, whenever it comes', () => {
  const first = identityOf(inboundPart({ receivedAt: new Date(0) }));
  expect(identityOf(inboundPart({ receivedAt: new Date(1e12) }))).toEqual(first);
  expect(first.fingerprint).toMatch(/^[0-9a-f]{32}$/);
});

it.each([
  ['carrier', { carrier: 'other' }],
  ['handset', { from: '+61400000000' }],
  ['number', { to: '+61400000000' }],
  ['text', { body: 'Hello.' }],
  ['data_coding', { dataCoding: 1 }],
  ["carrier's id", { carrierId: '1' }],
  ["handset's reference", { handsetReference: 1 }],
])('another %s makes another delivery', (_, patch) => {
  expect(identityOf(inboundPart(patch)).fingerprint).not.toBe(identityOf(inboundPart()).fingerprint);
});

it('octets are never taken for what stands before them', () => {
  const a = identityOf(inboundPart({ from: 'a', to: 'b', body: 'cd' })).fingerprint;
  expect(identityOf(inboundPart({ from: 'a', to: 'bc', body: 'd' })).fingerprint).not.toBe(a);
});

it.each([
  ['a message of one part for five minutes', inboundPart(), 5 * minute],
  ["a message with the carrier's id for a day", inboundPart({ carrierId: 'x' }), 24 * 60 * minute],
  ['a part of a long message for a day', partOf(1, 2), 24 * 60 * minute],
])('%s', (_, part, keepFor) => {
  expect(identityOf(part).keepFor).toBe(keepFor);
});

it('the parts of a message share what no other message has', () => {
  const key = identityOf(partOf(1, 3)).assembly;
  expect(identityOf(partOf(2, 3, { body: 'x', dataCoding: 8, charset: 'ucs2' })).assembly).toBe(key);
  const others = [
    partOf(1, 2),
    partOf(1, 3, { reference: 8 }),
    partOf(1, 3, { from: '+61400000000' }),
    partOf(1, 3, { to: '+61400000000' }),
    partOf(1, 3, { carrier: 'other' }),
    { ...partOf(1, 3), place: { form: 'udh16' as const, reference: 7, total: 3, number: 1 } },
  ].map((part) => identityOf(part).assembly);
  expect(new Set([key, ...others]).size).toBe(others.length + 1);
  expect(identityOf(inboundPart()).assembly).toBeNull();
});
