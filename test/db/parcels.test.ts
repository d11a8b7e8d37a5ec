import { parcelsDue, reviewParcels } from '../../db/parcels';
import { type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;

beforeAll(async () => {
  database = await sampleDatabase();
});

afterAll(() => database.drop());

beforeEach(() => database.pool.query('DELETE FROM parcels'));

async function parcel(startsAt = new Date()) {
  const { parcels } = await database.queue({ startsAt });
  if (!parcels[0]) throw new Error('there is no parcel');
  return parcels[0];
}

const later = (milliseconds: number) => new Date(Date.now() + milliseconds);
const due = async (when: Date, limit = 10) => (await parcelsDue(database.pool, when, limit)).map(({ id }) => id);

it('a parcel is looked at some time after it was due, and not before', async () => {
  const { id, dueAt } = await parcel(later(60_000));
  expect(await due(dueAt)).toEqual([]);
  expect(await parcelsDue(database.pool, later(120_000), 10)).toEqual([
    { id, carrier: 'acme', priority: 1, size: 1, state: 'open', dueAt },
  ]);
});

it('the longest waiting come first, a page at a time', async () => {
  const late = await parcel(later(-1000));
  const later2 = await parcel();
  const latest = await parcel(later(1000));
  expect(await due(later(60_000), 2)).toEqual([late.id, later2.id]);
  expect(await due(later(60_000))).toEqual([late.id, later2.id, latest.id]);
});

it('an open parcel is looked at again when it was said', async () => {
  const { id } = await parcel();
  await reviewParcels(database.pool, [id], later(600_000));
  expect(await due(later(599_000))).toEqual([]);
  expect(await due(later(601_000))).toEqual([id]);
});

it('a claimed parcel is settled, and never looked at again', async () => {
  const one = await parcel();
  await database.claim(one);
  await reviewParcels(database.pool, [one.id], null);
  expect(await due(later(1e9))).toEqual([]);
  expect(await database.rows('SELECT state FROM parcels')).toEqual([{ state: 'settled' }]);
});

it('the review of an open parcel that is claimed in between leaves the one for its answers as it is', async () => {
  const one = await parcel();
  await database.claim(one);
  const [before] = await database.rows('SELECT state, review_at FROM parcels');
  await reviewParcels(database.pool, [one.id], later(-1));
  expect(await database.rows('SELECT state, review_at FROM parcels')).toEqual([before]);
});

it('a parcel that is open is not settled', async () => {
  const { id } = await parcel();
  await reviewParcels(database.pool, [id], null);
  expect(await database.rows('SELECT state FROM parcels')).toEqual([{ state: 'open' }]);
});
