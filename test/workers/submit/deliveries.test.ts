import fc from 'fast-check';
import { pino } from 'pino';
import type { CarrierProfile } from '../../../carrier/profile';
import { LedgerLanes } from '../../../db/ledger-lanes';
import { encodeUcs2 } from '../../../message/ucs2';
import { TLV } from '../../../smpp/tlv';
import { Deliveries } from '../../../workers/submit/deliveries';
import { type DeliveryFields, delivery, receiptTlvs } from '../../carrier/sample-delivery';
import { sampleProfile } from '../../carrier/sample-profile';
import { accepted, ledger, type SampleDatabase, sampleDatabase } from '../../db/sample-database';

/** A carrier that sends its receipts with esm_class 0, as messages of handsets have it. */
const acme = sampleProfile({ receipts: { esm_class_zero: true } });
const recipient = '+15005550000';
const other = '15005550666';

let database: SampleDatabase;
let lanes: LedgerLanes;
let deliver: (body: string | Buffer, fields: DeliveryFields, profile?: CarrierProfile) => Promise<number>;

beforeAll(async () => {
  database = await sampleDatabase();
  lanes = new LedgerLanes(database.pool, { ...ledger, lanes: 2, most: 100 }, () => {});
  const deliveries = new Deliveries(lanes, database.pool, pino({ level: 'silent' }));
  deliver = (body, fields, profile = acme) => deliveries.handlerFor(profile)(delivery(body, fields));
});
afterAll(() => database.drop());

const count = async (table: string) => Number((await database.rows(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n);
const everything = () =>
  database.rows('SELECT * FROM messages LEFT JOIN parts ON parts.message_id = messages.id ORDER BY messages.id, part');

/** A message that the carrier has taken under this id. */
async function acceptedAs(id: string, partCount = 1): Promise<string> {
  const message = await database.sent({ recipient, partCount });
  await database.record(
    ...Array.from({ length: partCount }, (_, index) => accepted(message, `${id}${index || ''}`, index + 1)),
  );
  return message;
}

/** What someone who knows the ids may write, and what anybody does. */
const forged = fc
  .record({
    id: fc.constantFrom('secret', 'SECRET', 'long', 'long1', '7B', '123', 'nobody'),
    stat: fc.constantFrom('DELIVRD', 'UNDELIV', 'REJECTD', 'EXPIRED', 'READ', 'ENROUTE', '5', 'xyz'),
    form: fc.constantFrom(
      (id: string, stat: string) => `id:${id} stat:${stat}`,
      (id: string, stat: string) => ` ID : ${id}, STAT:${stat} err:000`,
      (id: string, stat: string) =>
        `id:${id} sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:${stat} err:000 text:`,
      (id: string, stat: string) => `id:${id} ${stat}`,
      (id: string, stat: string) => `stat:${stat} id:${id}`,
    ),
    encode: fc.constantFrom((text: string) => Buffer.from(text), encodeUcs2),
  })
  .map(({ id, stat, form, encode }) => encode(form(id, stat)).subarray(0, 250));
const anything = fc.uint8Array({ maxLength: 140 }).map((octets) => Buffer.from(octets));
const fields = fc.record({
  sourceAddr: fc.constantFrom(other, `+${other}`, `00${other}`, '12345', 'ACME', '5005550000', ''),
  destinationAddr: fc.constantFrom('ACME', recipient, recipient.slice(1)),
  esmClass: fc.constantFrom(0x00, 0x01, 0x03, 0x80),
  dataCoding: fc.constantFrom(0, 3, 4, 8),
  // One of the pair alone proves nothing.
  tlvs: fc.constantFrom(
    new Map(),
    new Map([[TLV.receipted_message_id, Buffer.from('secret\0')]]),
    new Map([[TLV.message_state, Buffer.of(5)]]),
  ),
});

it('what comes with esm_class 0 from another number changes no message, whatever it says, and is kept as an inbound message', async () => {
  await acceptedAs('secret');
  await acceptedAs('long', 2);
  await acceptedAs('123');
  const before = await everything();
  const written = fc.sample(fc.tuple(fc.oneof(forged, forged, anything), fields), 150);
  const statuses = await Promise.all(written.map(([body, about]) => deliver(body, about)));

  expect(new Set(statuses)).toEqual(new Set([0]));
  expect(await everything()).toEqual(before);
  expect(await count('message_events')).toBe(0);
  expect(await count('orphan_receipts')).toBe(0);
  expect(await count('inbound_parts')).toBeGreaterThan(written.length / 2);
});

it('from the number that the message went to, it is the receipt that it looks like', async () => {
  const id = await acceptedAs('own');
  const inbound = await count('inbound_parts');
  expect(await deliver('id:own stat:DELIVRD', { esmClass: 0, sourceAddr: recipient.slice(1) })).toBe(0);
  expect(await database.message(id)).toMatchObject({ status: 'delivered' });
  expect(await count('inbound_parts')).toBe(inbound);
});

it('it may outrun the answer to its message by a little', async () => {
  const id = await database.sent({ recipient });
  const inbound = await count('inbound_parts');
  const answered = deliver('id:early stat:DELIVRD', { esmClass: 0, sourceAddr: recipient });
  // By now the ledger has looked for the id in vain.
  while (lanes.busy) await new Promise(setImmediate);
  await lanes.record(accepted(id, 'early'));
  expect(await answered).toBe(0);
  expect(await database.message(id)).toMatchObject({ status: 'delivered' });
  expect(await count('inbound_parts')).toBe(inbound);
});

it('with the pair of TLVs, which no handset can send, it needs no number, and waits for its message as others do', async () => {
  const id = await acceptedAs('paired');
  await deliver('', { esmClass: 0, sourceAddr: other, tlvs: receiptTlvs('paired', 2) });
  expect(await database.message(id)).toMatchObject({ status: 'delivered' });
  await deliver('', { esmClass: 0, sourceAddr: other, tlvs: receiptTlvs('unheard-of', 2) });
  expect(await count('orphan_receipts')).toBe(1);
});

it('where the profile does not say that receipts come so, it is a message from a handset, from whatever number', async () => {
  const id = await acceptedAs('plain');
  const inbound = await count('inbound_parts');
  await deliver('id:plain stat:UNDELIV', { esmClass: 0, sourceAddr: recipient }, sampleProfile());
  expect(await database.message(id)).toMatchObject({ status: 'accepted' });
  expect(await count('inbound_parts')).toBe(inbound + 1);
});
