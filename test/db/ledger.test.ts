import { LedgerLanes } from '../../db/ledger-lanes';
import { newUlid } from '../../message/id';
import { accepted, deferred, heard, ledger, type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;

beforeAll(async () => {
  database = await sampleDatabase();
});

afterAll(() => database.drop());

beforeEach(() => database.pool.query('DELETE FROM orphan_receipts'));

const orphans = () => database.rows('SELECT * FROM orphan_receipts ORDER BY id');
const events = (id: string) =>
  database.rows('SELECT kind, status, detail FROM message_events WHERE message_id = ? ORDER BY id', id);

it('an answer makes its message Accepted, and its id findable', async () => {
  const id = await database.sent();
  const { transitions } = await database.record(accepted(id, 'a-1'));
  expect(transitions).toEqual([expect.objectContaining({ messageId: id, from: 'sent', to: 'accepted', sequence: 3 })]);
  expect(await database.message(id)).toMatchObject({ status: 'accepted', sequence: 3, accepted_at: expect.any(Date) });
  expect(await database.rows('SELECT * FROM parts WHERE message_id = ?', id)).toMatchObject([
    { part: 1, carrier: 'acme', carrier_message_id: 'a-1', status: 'accepted' },
  ]);
});

it('a receipt finds its message by its id', async () => {
  const id = await database.sent();
  await database.record(accepted(id, 'b-1'));
  await database.record(heard('b-1'));
  expect(await database.message(id)).toMatchObject({
    status: 'delivered',
    final_at: expect.any(Date),
    deadline_at: null,
  });
  expect(await orphans()).toEqual([]);
});

it('ids are a carrier’s own: the same id of another carrier is another message', async () => {
  const id = await database.sent();
  await database.record(accepted(id, 'c-1'));
  await database.record(heard('c-1', 'delivered', { carrier: 'other' }));
  expect((await database.message(id)).status).toBe('accepted');
  expect(await orphans()).toHaveLength(1);
});

it('ids differ by case', async () => {
  const id = await database.sent();
  await database.record(accepted(id, 'D-1'));
  await database.record(heard('d-1'));
  expect((await database.message(id)).status).toBe('accepted');
});

it('an id that the carrier has used twice means the newest message', async () => {
  const old = await database.sent();
  await database.record(accepted(old, 'again'));
  const id = await database.sent();
  await database.record(accepted(id, 'again'));
  await database.record(heard('again'));
  expect([(await database.message(old)).status, (await database.message(id)).status]).toEqual([
    'accepted',
    'delivered',
  ]);
});

it.each([
  ['behind', (id: string) => [accepted(id, 'e-1'), heard('e-1')]],
  ['ahead of', (id: string) => [heard('e-2'), accepted(id, 'e-2')]],
])('a receipt %s its answer in one commit is no orphan', async (_, entries) => {
  const id = await database.sent();
  const { transitions } = await database.record(...entries(id));
  expect(transitions.map(({ to, sequence }) => [to, sequence])).toEqual([
    ['accepted', 3],
    ['delivered', 4],
  ]);
  expect(await database.message(id)).toMatchObject({ status: 'delivered', sequence: 4 });
  expect(await orphans()).toEqual([]);
});

it('an answer without an id makes no receipt its own', async () => {
  const id = await database.sent();
  await database.record(accepted(id, null), heard(null), heard('null'));
  expect((await database.message(id)).status).toBe('accepted');
  expect(await orphans()).toHaveLength(2);
});

it('a receipt without a message is kept as it was read, with a time to look again', async () => {
  const receipt = heard('nobody', 'undelivered');
  await database.record(receipt);
  const [orphan] = await orphans();
  expect(orphan).toMatchObject({
    carrier: 'acme',
    carrier_message_id: 'nobody',
    recipient: '+15005550000',
    sender: 'ACME',
  });
  expect(JSON.parse(orphan?.receipt)).toEqual(receipt.says);
  expect(orphan?.review_at.getTime()).toBeGreaterThan(receipt.arrivedAt.getTime());
});

it('a receipt that only its text proves is one for a message to the number it comes from, and nothing else', async () => {
  const id = await database.sent({ recipient: '+15005550100' });
  await database.record(accepted(id, 'u-1'));
  const forged = heard('u-1', 'undelivered', { proven: false, recipient: '+15005550666' });
  expect(await database.record(forged)).toMatchObject({ transitions: [], unproven: [forged] });
  const nobodys = heard('u-2', 'delivered', { proven: false });
  expect((await database.record(nobodys)).unproven).toEqual([nobodys]);
  expect([(await database.message(id)).status, await orphans()]).toEqual(['accepted', []]);
  await database.record(heard('u-1', 'delivered', { proven: false, recipient: '+15005550100' }));
  expect((await database.message(id)).status).toBe('delivered');
});

it('every receipt is a step of the timeline with its raw text, also one that changes nothing', async () => {
  const id = await database.sent();
  await database.record(accepted(id, 'f-1'));
  await database.record(heard('f-1'), heard('f-1'), heard('f-1', 'undelivered'));
  const steps = await events(id);
  expect(steps.map(({ kind, status }) => [kind, status])).toEqual([
    ['receipt', 'delivered'],
    ['receipt', 'delivered'],
    ['receipt', 'delivered'],
  ]);
  expect(JSON.parse(steps[2]?.detail)).toMatchObject({ says: 'undelivered', raw: 'id:f-1 stat:undelivered' });
  expect(await database.message(id)).toMatchObject({ status: 'delivered', sequence: 4, error_code: null });
});

it('why a message failed is stored with it', async () => {
  const id = await database.sent();
  await database.record(accepted(id, 'g-1'));
  await database.record(heard('g-1', 'undelivered'));
  expect(await database.message(id)).toMatchObject({
    status: 'undelivered',
    error_code: 'undeliverable',
    error_carrier_code: '001',
  });
});

it('each part of a long message is found by its own id, and the message is Delivered with the last', async () => {
  const id = await database.sent({ partCount: 3 });
  await database.record(...[1, 2, 3].map((part) => accepted(id, `h-${part}`, part)));
  await database.record(heard('h-3'), heard('h-1'));
  expect((await database.message(id)).status).toBe('accepted');
  await database.record(heard('h-2'));
  expect((await database.message(id)).status).toBe('delivered');
});

it('facts about a message that is not there are passed over, and their neighbours recorded', async () => {
  const id = await database.sent();
  const { transitions } = await database.record(accepted(newUlid(), 'i-1'), accepted(id, 'i-2'));
  expect(transitions.map(({ messageId }) => messageId)).toEqual([id]);
});

it('one fact that can not be stored stops all of its commit', async () => {
  const [good, bad] = [await database.sent(), await database.sent()];
  await expect(database.record(accepted(good, 'j-1'), accepted(bad, 'x'.repeat(66)))).rejects.toThrow();
  expect([(await database.message(good)).status, (await database.message(bad)).status]).toEqual(['sent', 'sent']);
});

it('a message that is put off gets a parcel of its own, due in time', async () => {
  const id = await database.sent({ priority: 2 });
  const retryAt = new Date(Date.now() + 5000);
  const { parcels } = await database.record(deferred(id, retryAt));
  expect(parcels).toMatchObject([{ carrier: 'acme', priority: 2, size: 1 }]);
  const [parcel] = parcels;
  expect(parcel?.dueAt.getTime()).toBeGreaterThanOrEqual(retryAt.getTime());
  expect(parcel?.dueAt.getTime()).toBeLessThan(retryAt.getTime() + 250);
  expect(await database.message(id)).toMatchObject({ status: 'queued', parcel_id: parcel?.id, attempts: 0 });
  expect(await database.rows('SELECT state, due_at FROM parcels WHERE id = ?', parcel?.id)).toEqual([
    { state: 'open', due_at: parcel?.dueAt },
  ]);
});

describe('lanes', () => {
  const lanesOf = () => new LedgerLanes(database.pool, { ...ledger, lanes: 4, most: 100 }, () => {});

  it('an orphan is reunited with its message by the answer that comes after it, on whatever lane', async () => {
    const lanes = lanesOf();
    const ids = await Promise.all(Array.from({ length: 8 }, () => database.sent()));
    await Promise.all(ids.map((_, index) => lanes.record(heard(`k-${index}`))));
    expect(await orphans()).toHaveLength(8);
    await Promise.all(ids.map((id, index) => lanes.record(accepted(id, `k-${index}`))));
    const statuses = await database.rows('SELECT DISTINCT status FROM messages WHERE id IN (?)', ids);
    expect(statuses).toEqual([{ status: 'delivered' }]);
    expect(await orphans()).toEqual([]);
  });

  it('an answer and its receipt may be told at once', async () => {
    const lanes = lanesOf();
    const ids = await Promise.all(Array.from({ length: 20 }, () => database.sent()));
    await Promise.all(
      ids.flatMap((id, index) => [lanes.record(heard(`l-${index}`)), lanes.record(accepted(id, `l-${index}`))]),
    );
    const statuses = await database.rows('SELECT DISTINCT status FROM messages WHERE id IN (?)', ids);
    expect(statuses).toEqual([{ status: 'delivered' }]);
  });

  it('what can not be stored is refused alone', async () => {
    const lanes = new LedgerLanes(database.pool, { ...ledger, lanes: 1, most: 100 }, () => {});
    const ids = await Promise.all(Array.from({ length: 5 }, () => database.sent()));
    const settled = await Promise.allSettled(
      ids.map((id, index) => lanes.record(accepted(id, index === 2 ? 'x'.repeat(66) : `m-${index}`))),
    );
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    const rows = await database.rows('SELECT status FROM messages WHERE id IN (?) ORDER BY id', ids.toSorted());
    expect(rows.filter(({ status }) => status === 'accepted')).toHaveLength(4);
  });

  it('the parcels of a commit are told to whoever adds their jobs', async () => {
    const told: string[] = [];
    const lanes = new LedgerLanes(database.pool, { ...ledger, lanes: 2, most: 100 }, ({ parcels }) => {
      told.push(...parcels.map(({ id }) => id));
    });
    const id = await database.sent();
    await lanes.record(deferred(id, new Date()));
    expect(told).toEqual([(await database.message(id)).parcel_id]);
  });
});
