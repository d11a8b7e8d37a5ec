import { cancelQueued } from '../../db/cancel';
import { accepted, deferred, ledger, type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;

beforeAll(async () => {
  database = await sampleDatabase();
});

afterAll(() => database.drop());

const many = (count: number, message = {}) => new Array(count).fill(message);

async function parcelOf(...messages: object[]) {
  const { ids, parcels } = await database.queue(...messages);
  const [parcel] = parcels;
  if (!parcel) throw new Error('there is no parcel');
  return { ids, parcel };
}

async function stateOf(parcelId: string): Promise<string> {
  return (await database.rows('SELECT state FROM parcels WHERE id = ?', parcelId))[0]?.state;
}

it('claimed messages are Sent, and come with what is needed to send them', async () => {
  const { ids, parcel } = await parcelOf({
    body: 'Zoë 😀',
    encoding: 'ucs2',
    recipient: '+15005550100',
    requestRead: true,
  });
  const { messages, transitions } = await database.claim(parcel);
  expect(messages).toMatchObject([
    {
      id: ids[0],
      recipient: '+15005550100',
      sender: 'ACME',
      body: 'Zoë 😀',
      encoding: 'ucs2',
      requestRead: true,
      attempts: 1,
    },
  ]);
  expect(transitions).toMatchObject([{ messageId: ids[0], from: 'queued', to: 'sent', sequence: 2 }]);
  expect(await database.message(ids[0] as string)).toMatchObject({
    status: 'sent',
    attempts: 1,
    sent_at: expect.any(Date),
  });
});

it('a claim takes no more than it may, in the order of ids, and goes on behind the last', async () => {
  const { ids, parcel } = await parcelOf(...many(5));
  const first = await database.claim(parcel, 2);
  const second = await database.claim(parcel, 2, first.last);
  const third = await database.claim(parcel, 2, second.last);
  expect([first, second, third].map(({ messages }) => messages.map(({ id }) => id))).toEqual([
    ids.slice(0, 2),
    ids.slice(2, 4),
    ids.slice(4),
  ]);
  expect([first, second, third].map(({ exhausted }) => exhausted)).toEqual([false, false, true]);
});

it('an exhausted parcel is marked as claimed, and reviewed after its answers should have come', async () => {
  const { parcel } = await parcelOf({}, {});
  await database.claim(parcel, 1);
  expect(await stateOf(parcel.id)).toBe('open');
  await database.claim(parcel, 2);
  expect(await stateOf(parcel.id)).toBe('claimed');
});

it('a parcel that is claimed once more gives nothing', async () => {
  const { parcel } = await parcelOf(...many(3));
  await database.claim(parcel);
  expect(await database.claim(parcel)).toMatchObject({ messages: [], exhausted: true });
});

it('two claimers of one parcel never both get a message, and miss none', async () => {
  for (let round = 0; round < 10; round++) {
    const { ids, parcel } = await parcelOf(...many(60));
    const work = async () => {
      const got: string[] = [];
      for (let after = ''; ; ) {
        const claimed = await database.claim(parcel, 7, after);
        got.push(...claimed.messages.map(({ id }) => id));
        if (claimed.exhausted) return got;
        after = claimed.last;
      }
    };
    const got = (await Promise.all([work(), work(), work()])).flat();
    expect(got.toSorted()).toEqual(ids.toSorted());
  }
});

it('a message is either claimed or cancelled', async () => {
  for (let round = 0; round < 10; round++) {
    const { ids, parcel } = await parcelOf({});
    const id = ids[0] as string;
    const [{ messages }, { canceled }] = await Promise.all([
      database.claim(parcel),
      cancelQueued(database.pool, id, ledger),
    ]);
    expect([messages.length, canceled]).toEqual(canceled ? [0, true] : [1, false]);
    expect((await database.message(id)).status).toBe(canceled ? 'failed' : 'sent');
  }
});

it('what has outlived its validity expires instead of being sent', async () => {
  const startsAt = new Date(Date.now() - 61_000);
  const { ids, parcel } = await parcelOf({ validity: 60, startsAt }, { startsAt });
  const { messages } = await database.claim(parcel);
  expect(messages.map(({ id }) => id)).toEqual([ids[1]]);
  expect(await database.message(ids[0] as string)).toMatchObject({
    status: 'expired',
    by_timer: 1,
    error_code: 'validity_expired',
  });
});

it('parts that a carrier took are not to be sent again', async () => {
  const { ids, parcel } = await parcelOf({ partCount: 3 });
  const id = ids[0] as string;
  await database.claim(parcel);
  await database.record(accepted(id, 'p-1', 1), accepted(id, 'p-3', 3));
  const { parcels } = await database.record(deferred(id, new Date(), 2));
  expect((await database.message(id)).status).toBe('queued');
  const again = await database.claim(parcels[0] as (typeof parcels)[0]);
  expect(again.messages.map(({ partsTaken }) => [...partsTaken].toSorted())).toEqual([[1, 3]]);
  expect(await database.rows('SELECT status FROM parts WHERE message_id = ? ORDER BY part', id)).toEqual([
    { status: 'accepted' },
    { status: 'sent' },
    { status: 'accepted' },
  ]);
});
