import {
  dropOrphans,
  existingOrphans,
  keepOrphans,
  orphansByCarrierId,
  orphansDue,
  orphansOf,
  reviewOrphan,
} from '../../db/orphan-receipts';
import { inTransaction } from '../../db/transaction';
import { heard, type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;

beforeAll(async () => {
  database = await sampleDatabase();
});

afterAll(() => database.drop());

beforeEach(() => database.pool.query('DELETE FROM orphan_receipts'));

const soon = () => new Date(Date.now() + 1000);
const keep = (...receipts: ReturnType<typeof heard>[]) =>
  inTransaction(database.pool, (tx) => keepOrphans(tx, receipts, soon()));
const byId = (carrier: string, ...ids: string[]) =>
  inTransaction(database.pool, (tx) => orphansByCarrierId(tx, carrier, ids));

it('an orphan comes back as it was kept, in order of arrival', async () => {
  const receipts = [heard('a', 'accepted'), heard('b'), heard('a', 'delivered')];
  await keep(...receipts);
  const found = await byId('acme', 'a');
  expect(found).toMatchObject([{ carrierMessageId: 'a', says: receipts[0]?.says }, { says: receipts[2]?.says }]);
  expect(found[0]).toMatchObject({ recipient: '+15005550000', sender: 'ACME', arrivedAt: receipts[0]?.arrivedAt });
});

it('an id is looked for at its own carrier only', async () => {
  await keep(heard('a', 'delivered', { carrier: 'other' }));
  expect([await byId('acme', 'a'), (await byId('other', 'a')).length]).toEqual([[], 1]);
});

it('one whose time has come is found, and after a later time was said it is not', async () => {
  await keep(heard('a'));
  expect(await orphansDue(database.pool, new Date(), 10)).toEqual([]);
  const [orphan] = await orphansDue(database.pool, new Date(Date.now() + 2000), 10);
  await reviewOrphan(database.pool, orphan?.orphanId as number, new Date(Date.now() + 60_000));
  expect(await orphansDue(database.pool, new Date(Date.now() + 2000), 10)).toEqual([]);
});

it('those that wait for the same recipient and sender are found together, but for those that were given up', async () => {
  await keep(heard('a'), heard('b'), heard('c', 'delivered', { sender: 'OTHER' }), heard(null));
  const [first] = await byId('acme', 'a');
  expect((await orphansOf(database.pool, heard(null))).map(({ carrierMessageId }) => carrierMessageId)).toEqual([
    'a',
    'b',
    null,
  ]);
  await reviewOrphan(database.pool, first?.orphanId as number, null);
  expect((await orphansOf(database.pool, heard(null))).map(({ carrierMessageId }) => carrierMessageId)).toEqual([
    'b',
    null,
  ]);
});

it('one that was given up is still found by its id: better late than never', async () => {
  await keep(heard('a'));
  const [orphan] = await byId('acme', 'a');
  await reviewOrphan(database.pool, orphan?.orphanId as number, null);
  expect(await byId('acme', 'a')).toHaveLength(1);
});

it('those that found their messages are gone', async () => {
  await keep(heard('a'), heard('b'));
  const ids = [...(await byId('acme', 'a', 'b'))].map(({ orphanId }) => orphanId);
  await dropOrphans(database.pool, ids.slice(0, 1));
  expect(await existingOrphans(database.pool, ids)).toEqual(ids.slice(1));
  await dropOrphans(database.pool, []);
  expect(await existingOrphans(database.pool, [])).toEqual([]);
});
