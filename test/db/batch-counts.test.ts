import fc from 'fast-check';
import { BatchDeltas, countsOf } from '../../db/batch-counts';
import { claim } from '../../db/claim';
import { LedgerLanes } from '../../db/ledger-lanes';
import type { Fact, ReceiptSays } from '../../message/fact';
import { newUlid } from '../../message/id';
import { statuses } from '../../message/status';
import { ledger, type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;

beforeAll(async () => {
  database = await sampleDatabase({ connections: 20 });
});

afterAll(() => database.drop());

/** What the rows themselves say, in the form of the counters. */
async function recount(batchId: string): Promise<Record<string, number>> {
  const rows = await database.rows(
    'SELECT status, final_at IS NOT NULL AS final FROM messages WHERE batch_id = ?',
    batchId,
  );
  const counts: Record<string, number> = Object.fromEntries([...statuses, 'final'].map((counter) => [counter, 0]));
  for (const { status, final } of rows) {
    counts[status] = (counts[status] ?? 0) + 1;
    counts.final = (counts.final ?? 0) + Number(final);
  }
  return counts;
}

const failure = { code: 'carrier_error', carrierCode: null, raw: null } as const;
const about = (minutes: number, part: number) => ({
  at: new Date(Date.now() + minutes * 60_000),
  part,
  carrier: 'acme',
});

/** A fact of any kind about one of `count` messages of two parts, told by one of four lanes or by a claim. */
function steps(count: number) {
  const words = fc.constantFrom<ReceiptSays['status']>(
    'accepted',
    'delivered',
    'undelivered',
    'rejected',
    'unknown',
    'read',
  );
  const part = fc.integer({ min: 1, max: 2 });
  const minutes = fc.nat({ max: 200 });
  const fact: fc.Arbitrary<Fact> = fc.oneof(
    fc.tuple(part, fc.nat()).map(
      ([number, id]): Fact => ({
        kind: 'part_accepted',
        ...about(0, number),
        carrierMessageId: `${id}`,
      }),
    ),
    part.map((number): Fact => ({ kind: 'part_refused', ...about(0, number), status: 'rejected', failure })),
    fc.tuple(part, fc.boolean()).map(
      ([number, counted]): Fact => ({
        kind: 'part_deferred',
        ...about(0, number),
        counted,
        retryAt: new Date(),
        maxAttempts: 2,
        failure,
      }),
    ),
    part.map(
      (number): Fact => ({ kind: 'part_unanswered', ...about(0, number), reason: 'timeout', decideAt: new Date() }),
    ),
    fc.tuple(part, words).map(
      ([number, status]): Fact => ({
        kind: 'receipt',
        ...about(1, number),
        carrierMessageId: null,
        adopted: false,
        status,
        failure,
        raw: '',
        evidence: {},
        wholeMessage: false,
      }),
    ),
    minutes.map(
      (at): Fact => ({ kind: 'deadline_passed', at: about(at, 1).at, grace: 600_000, inDoubtPolicy: 'resend' }),
    ),
    fc.constant<Fact>({ kind: 'cancelled', at: new Date() }),
    fc.constant<Fact>({ kind: 'claimed', at: new Date(), carrier: 'acme' }),
  );
  return fc.array(fc.tuple(fc.nat({ max: count - 1 }), fact), { minLength: 20, maxLength: 120 });
}

it('after any facts, told by several lanes and claimers at once, the counters of a batch are a recount of its messages', async () => {
  await fc.assert(
    fc.asyncProperty(steps(12), async (told) => {
      const batchId = newUlid();
      const { ids, parcels } = await database.queue(...new Array(12).fill({ batchId, partCount: 2 }));
      const [queued] = parcels;
      const open = queued ? [queued] : [];
      const lanes = [1, 2].map(
        (shard) =>
          new LedgerLanes(database.pool, { ...ledger, shard, lanes: 3, most: 20 }, ({ parcels: more }) =>
            open.push(...more),
          ),
      );
      const claims = async () => {
        for (const parcel of open) {
          const request = { parcelId: parcel.id, carrier: 'acme', after: '', limit: 5, reviewAfter: 1000 };
          await claim(database.pool, request, { ...ledger, shard: 9 });
        }
      };
      await Promise.all([
        claims(),
        ...told.map(([index, fact], turn) => lanes[turn % 2]?.record({ messageId: ids[index] as string, fact })),
        claims(),
      ]);
      expect((await countsOf(database.pool, [batchId])).get(batchId)).toEqual(await recount(batchId));
    }),
    { numRuns: 25 },
  );
});

it('facts about messages of different parts of a crowd of commits lose nothing', async () => {
  const batchId = newUlid();
  const { ids, parcels } = await database.queue(...new Array(200).fill({ batchId, partCount: 3 }));
  for (const parcel of parcels) await database.claim(parcel);
  const lanes = new LedgerLanes(database.pool, { ...ledger, lanes: 8, most: 50 }, () => {});
  const facts = ids.flatMap((messageId) =>
    [1, 2, 3].map((part) => ({
      messageId,
      fact: { kind: 'part_accepted', ...about(0, part), carrierMessageId: `${messageId}/${part}` } as const,
    })),
  );
  await Promise.all(facts.toSorted(() => Math.random() - 0.5).map((entry) => lanes.record(entry)));
  expect((await countsOf(database.pool, [batchId])).get(batchId)).toMatchObject({ accepted: 200, sent: 0, queued: 0 });
});

it('a batch that nobody has counted has zeros', async () => {
  const id = newUlid();
  const counts = (await countsOf(database.pool, [id])).get(id);
  expect(Object.keys(counts ?? {}).sort()).toEqual([...statuses, 'final'].sort());
  expect(new Set(Object.values(counts ?? {}))).toEqual(new Set([0]));
});

it('deltas come in the order of their batches, and only for messages of a batch', () => {
  const deltas = new BatchDeltas();
  deltas.move('b', 'queued', 'sent', 0);
  deltas.move(null, 'queued', 'sent', 0);
  deltas.move('a', 'accepted', 'delivered', 1);
  deltas.move('a', 'unknown', 'unknown', 1);
  expect(deltas.rows(3)).toEqual([
    ['a', 3, 0, 0, -1, 1, 0, 0, 0, 0, 0, 0, 2],
    ['b', 3, -1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ]);
});
