import { messagesOverdue, unansweredIn } from '../../db/deadlines';
import type { Fact } from '../../message/fact';
import { accepted, deferred, heard, type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;

beforeAll(async () => {
  database = await sampleDatabase();
});

afterAll(() => database.drop());

beforeEach(() => database.pool.query('UPDATE messages SET deadline_at = NULL'));

const inAnHour = () => new Date(Date.now() + 3_600_000);

it('messages whose deadline has come are found, the longest overdue first', async () => {
  const now = Date.now();
  const { ids } = await database.queue(
    ...[30, 90, 60].map((seconds) => ({ validity: 60, startsAt: new Date(now - (60 + seconds) * 1000) })),
    {},
  );
  const overdue = await messagesOverdue(database.pool, new Date(now), 10);
  expect(overdue).toEqual([ids[1], ids[2], ids[0]].map((id) => ({ id, carrier: 'acme' })));
  expect(await messagesOverdue(database.pool, new Date(now), 2)).toHaveLength(2);
});

it('a message that has ended has no deadline', async () => {
  const id = await database.sent({ validity: 1 });
  await database.record(accepted(id, 'over'));
  expect(await messagesOverdue(database.pool, inAnHour(), 10)).toHaveLength(1);
  await database.record(heard('over'));
  expect(await messagesOverdue(database.pool, inAnHour(), 10)).toEqual([]);
});

async function claimedParcel(partCount: number): Promise<{ id: string; parcelId: string }> {
  const id = await database.sent({ partCount });
  return { id, parcelId: (await database.message(id)).parcel_id };
}

const partsOf = async (parcelId: string) => (await unansweredIn(database.pool, [parcelId])).map(({ parts }) => parts);

it('a submit that nobody answered is found by its parcel', async () => {
  const { id, parcelId } = await claimedParcel(1);
  expect(await unansweredIn(database.pool, [parcelId])).toEqual([
    { id, carrier: 'acme', sentAt: (await database.message(id)).sent_at, claim: 2, parts: [1] },
  ]);
  await database.record(accepted(id, 'answered'));
  expect(await partsOf(parcelId)).toEqual([]);
});

it('of several parts only those are named that nobody answered for', async () => {
  const { id, parcelId } = await claimedParcel(3);
  await database.record(accepted(id, 'part-2', 2));
  expect(await partsOf(parcelId)).toEqual([[1, 3]]);
  await database.record(deferred(id, new Date(), 3));
  expect(await partsOf(parcelId)).toEqual([[1]]);
});

it('a part that was put off, went out again and was lost then is found', async () => {
  const { id } = await claimedParcel(2);
  await database.record(accepted(id, 'taken', 1));
  const { parcels } = await database.record(deferred(id, new Date(), 2));
  const [parcel] = parcels;
  if (!parcel) throw new Error('nothing was put off');
  await database.claim(parcel);
  expect(await unansweredIn(database.pool, [parcel.id])).toMatchObject([{ id, parts: [2] }]);
});

it('a message that is known to be in doubt is not found again', async () => {
  const { id, parcelId } = await claimedParcel(1);
  const about = { at: new Date(), part: 1, carrier: 'acme' };
  const fact: Fact = { kind: 'part_unanswered', ...about, reason: 'process_lost', decideAt: inAnHour() };
  await database.record({ messageId: id, fact });
  expect(await database.message(id)).toMatchObject({ status: 'sent', in_doubt: 1 });
  expect(await partsOf(parcelId)).toEqual([]);
});

it('nothing is looked for in no parcels', async () => {
  expect(await unansweredIn(database.pool, [])).toEqual([]);
});
