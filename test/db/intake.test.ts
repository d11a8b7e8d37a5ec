import fc from 'fast-check';
import { countsOf } from '../../db/batch-counts';
import { handOver, type NewMessage, packParcels } from '../../db/intake';
import { newUlid } from '../../message/id';
import { newMessage, type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;

beforeAll(async () => {
  database = await sampleDatabase();
});

afterAll(() => database.drop());

const failure = { code: 'no_route', carrierCode: null, raw: null } as const;

function batch(id: string, total: number) {
  return { id, accountId: 1, name: null, total, rejections: [], cost: '0', currency: null, createdAt: new Date() };
}

describe('parcels', () => {
  const message = (patch: Partial<NewMessage>) => newMessage({ accountId: 1, startsAt: new Date(0), ...patch });

  it('a parcel is of one carrier, one priority and one due time', () => {
    const messages = [
      message({ carrier: 'acme', priority: 1 }),
      message({ carrier: 'acme', priority: 0 }),
      message({ carrier: 'other', priority: 1 }),
      message({ carrier: 'acme', priority: 1, startsAt: new Date(5000) }),
      message({ carrier: 'acme', priority: 1 }),
    ];
    const { parcels, parcelOf } = packParcels(messages, () => 500);
    expect(parcels.map(({ carrier, priority, size, dueAt }) => [carrier, priority, size, dueAt.getTime()])).toEqual([
      ['acme', 1, 2, 0],
      ['acme', 0, 1, 0],
      ['other', 1, 1, 0],
      ['acme', 1, 1, 5000],
    ]);
    expect(parcelOf.get(messages[4] as NewMessage)).toBe(parcels[0]?.id);
  });

  it('no parcel is larger than its carrier allows, none is larger than need be, and every message is in one', () => {
    const some = fc.array(fc.record({ carrier: fc.constantFrom('slow', 'fast'), priority: fc.nat({ max: 2 }) }), {
      maxLength: 80,
    });
    const sizes = { slow: 3, fast: 20 } as const;
    fc.assert(
      fc.property(some, (patches) => {
        const messages = patches.map(message);
        const { parcels, parcelOf } = packParcels(messages, (carrier) => sizes[carrier as keyof typeof sizes]);
        for (const { id, carrier, size } of parcels) {
          expect(size).toBeLessThanOrEqual(sizes[carrier as keyof typeof sizes]);
          expect([...parcelOf.values()].filter((parcel) => parcel === id)).toHaveLength(size);
        }
        const kinds = new Set(patches.map(({ carrier, priority }) => `${carrier}/${priority}`));
        const short = parcels.filter(({ carrier, size }) => size < sizes[carrier as keyof typeof sizes]);
        expect(short.length).toBeLessThanOrEqual(kinds.size);
        expect(parcelOf.size).toBe(messages.length);
      }),
    );
  });

  it('a message that can go nowhere is in none', () => {
    expect(packParcels([message({ carrier: null, failure })], () => 500).parcels).toEqual([]);
  });
});

it('a message is stored as it was handed in, Queued, with a deadline at the end of its validity', async () => {
  const startsAt = new Date(Date.now() + 60_000);
  const metadata = { 'clé "1"': ['😀', null, 1.5] };
  const { ids, parcels } = await database.queue({
    body: 'Zoë 😀 ’quoted’ \\ % 漢字',
    encoding: 'ucs2',
    metadata,
    tags: ['a', '😀'],
    clientRef: 'r-1',
    price: '0.045000',
    currency: 'AUD',
    validity: 600,
    startsAt,
  });
  const row = await database.message(ids[0] as string);
  expect(row).toMatchObject({
    status: 'queued',
    sequence: 1,
    attempts: 0,
    body: 'Zoë 😀 ’quoted’ \\ % 漢字',
    client_ref: 'r-1',
    price: '0.045000',
    parcel_id: parcels[0]?.id,
    starts_at: startsAt,
    deadline_at: new Date(startsAt.getTime() + 600_000),
    final_at: null,
  });
  expect([JSON.parse(row.metadata), JSON.parse(row.tags)]).toEqual([metadata, ['a', '😀']]);
});

it('a message without a route is stored as Failed, with its reason, and nothing waits for it', async () => {
  const { ids, parcels } = await database.queue({ carrier: null, failure });
  expect(parcels).toEqual([]);
  expect(await database.message(ids[0] as string)).toMatchObject({
    status: 'failed',
    error_code: 'no_route',
    parcel_id: null,
    final_at: expect.any(Date),
    deadline_at: null,
  });
});

it('the outbox is written with the messages: each parcel is open, and reviewed after it was due', async () => {
  const { parcels } = await database.queue({}, {}, { carrier: 'other' });
  const rows = await database.rows(
    'SELECT * FROM parcels WHERE id IN (?) ORDER BY id',
    parcels.map(({ id }) => id),
  );
  expect(rows.map(({ carrier, size, state }) => [carrier, size, state])).toEqual([
    ['acme', 2, 'open'],
    ['other', 1, 'open'],
  ]);
  for (const { due_at, review_at } of rows) expect(review_at.getTime()).toBeGreaterThan(due_at.getTime());
});

it('a batch counts its messages from the start', async () => {
  const id = newUlid();
  const messages = [{}, {}, { carrier: null, failure }].map((patch) =>
    newMessage({ accountId: 1, batchId: id, ...patch }),
  );
  await handOver(
    database.pool,
    { messages, batches: [batch(id, 3)] },
    { shard: 1, parcelReview: 5000, parcelSize: () => 2 },
  );
  expect((await countsOf(database.pool, [id])).get(id)).toMatchObject({ queued: 2, failed: 1, final: 1, sent: 0 });
});

it.each<[string, Partial<NewMessage>]>([
  ['a sender that is too long', { sender: 'x'.repeat(22) }],
  ['a recipient that is not ASCII', { recipient: '+１５００' }],
  ['an encoding that is none', { encoding: 'morse' as 'gsm7' }],
  ['a validity that is no number', { validity: Number.NaN }],
])('with one row of %s nothing of a handover is stored', async (_, bad) => {
  const tables = ['messages', 'parcels', 'batches', 'batch_counts'];
  const sizes = () =>
    Promise.all(tables.map(async (table) => (await database.rows(`SELECT COUNT(*) AS size FROM ${table}`))[0]?.size));
  const before = await sizes();
  const id = newUlid();
  const messages = Array.from({ length: 150 }, (_, index) =>
    newMessage({ accountId: 1, batchId: id, ...(index === 120 ? bad : {}) }),
  );
  const handed = handOver(
    database.pool,
    { messages, batches: [batch(id, 150)] },
    { shard: 1, parcelReview: 5000, parcelSize: () => 50 },
  );
  await expect(handed).rejects.toThrow();
  expect(await sizes()).toEqual(before);
});

it('an id that is there already is refused, and the message stays as it was', async () => {
  const { ids } = await database.queue({ body: 'first' });
  await expect(database.queue({ id: ids[0] as string, body: 'second' })).rejects.toMatchObject({
    code: 'ER_DUP_ENTRY',
  });
  expect((await database.message(ids[0] as string)).body).toBe('first');
});
