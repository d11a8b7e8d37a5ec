import { setTimeout as sleep } from 'node:timers/promises';
import { ensureAccount } from '../../db/accounts';
import { claim } from '../../db/claim';
import { handOver } from '../../db/intake';
import { lift, listSuppressions, suppress } from '../../db/suppressions';
import { newUlid } from '../../message/id';
import { deferred, ledger, newMessage, type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;
let account: number;
let other: number;

beforeAll(async () => {
  database = await sampleDatabase();
  account = await ensureAccount(database.pool, 'sample');
  other = await ensureAccount(database.pool, 'other');
});
beforeEach(() => database.rows('DELETE FROM suppressions'));
afterAll(() => database.drop());

const handset = '+61412345678';
const stop = (sender = 'ACME', recipient = handset, accountId = account) =>
  suppress(database.pool, { accountId, recipient, sender, source: 'stop', inboundId: null });

const statusOf = async (id: string) => {
  const { status, error_code, carrier, parcel_id, final_at, deadline_at } = await database.message(id);
  return { status, error_code, carrier, parcel_id, final: final_at !== null, deadline_at };
};
const rejected = { status: 'rejected', error_code: 'recipient_opted_out', final: true, deadline_at: null };

describe('at the intake', () => {
  it('a message to who has opted out is Rejected at once, and goes to no carrier', async () => {
    await stop();
    const batchId = newUlid();
    const messages = [handset, '+61412345679'].map((recipient) =>
      newMessage({ accountId: account, recipient, batchId }),
    );
    const batch = { id: batchId, accountId: account, name: null, total: 2, rejections: [], cost: '0', currency: null };
    const handed = await handOver(
      database.pool,
      { messages, batches: [{ ...batch, createdAt: new Date() }] },
      { shard: 1, parcelReview: 5000, parcelSize: () => 500 },
    );
    expect(handed.parcels).toMatchObject([{ carrier: 'acme', size: 1 }]);
    expect(handed.messages.map(({ failure }) => failure?.code)).toEqual(['recipient_opted_out', undefined]);
    expect(await statusOf(messages[0]?.id as string)).toEqual({ ...rejected, carrier: null, parcel_id: null });
    expect(await statusOf(messages[1]?.id as string)).toMatchObject({
      status: 'queued',
      carrier: 'acme',
      final: false,
    });
    expect(await database.rows('SELECT queued, rejected, final FROM batch_counts WHERE batch_id = ?', batchId)).toEqual(
      [{ queued: 1, rejected: 1, final: 1 }],
    );
  });

  it.each([
    ['ACME', 'ACME', true],
    ['ACME', 'Acme', true],
    ['ACME', 'ACME2', false],
    ['+61400000001', '61400000001', true],
    ['61400000001', '+61400000001', true],
    ['12345', '12345', true],
    ['*', 'anything', true],
  ])('a suppression of the sender %s holds for %s: %s', async (suppressed, sender, holds) => {
    await stop(suppressed);
    const { ids, parcels } = await database.queue({ recipient: handset, sender });
    expect((await database.message(ids[0] as string)).status).toBe(holds ? 'rejected' : 'queued');
    expect(parcels).toHaveLength(holds ? 0 : 1);
  });

  it('a suppression of one account holds for no other', async () => {
    await stop('*', handset, other);
    const { ids } = await database.queue({ recipient: handset }, { recipient: handset, accountId: other });
    expect((await Promise.all(ids.map((id) => database.message(id)))).map(({ status }) => status)).toEqual([
      'queued',
      'rejected',
    ]);
  });

  it('a message that can go nowhere says so, whether or not its recipient has opted out', async () => {
    await stop();
    const failure = { code: 'no_route', carrierCode: null, raw: null } as const;
    const { ids } = await database.queue({ recipient: handset, carrier: null, failure });
    expect(await statusOf(ids[0] as string)).toMatchObject({ status: 'failed', error_code: 'no_route' });
  });
});

describe('at the claim', () => {
  it('a STOP that came after the intake still keeps its message from the wire, and no other', async () => {
    const others = [{ sender: 'OTHER' }, { recipient: '+61412345679' }, { accountId: other }];
    const { ids, parcels } = await database.queue(
      { recipient: handset },
      ...others.map((patch) => ({ recipient: handset, ...patch })),
    );
    await stop('acme');
    const { messages, transitions, exhausted } = await database.claim(parcels[0] as never);
    expect(messages.map(({ id }) => id)).toEqual(ids.slice(1));
    expect(transitions.map(({ to }) => to)).toEqual(['rejected', 'sent', 'sent', 'sent']);
    expect(exhausted).toBe(true);
    expect(await statusOf(ids[0] as string)).toMatchObject(rejected);
    expect(await database.rows('SELECT kind, status FROM message_events WHERE message_id = ?', ids[0])).toEqual([
      { kind: 'opted_out', status: 'rejected' },
    ]);
  });

  it.each([1, 99, 100, 250])('every one of %d that opted out meanwhile is heard', async (count) => {
    const numbers = Array.from({ length: count }, (_, index) => `+6142${String(index).padStart(7, '0')}`);
    const all = [...numbers, handset].map((recipient) => ({ recipient }));
    const { ids, parcels } = await database.queue(...all);
    for (const recipient of numbers) await stop('ACME', recipient);
    const { messages, transitions } = await database.claim(parcels[0] as never);
    expect(messages.map(({ id }) => id)).toEqual(ids.slice(-1));
    expect(transitions.filter(({ to }) => to === 'rejected')).toHaveLength(count);
  });

  it('a message that waits for another attempt is not tried again after a STOP', async () => {
    const id = await database.sent({ recipient: handset });
    const { parcels } = await database.record(deferred(id, new Date()));
    await stop();
    expect((await database.claim(parcels[0] as never)).messages).toEqual([]);
    expect(await statusOf(id)).toMatchObject(rejected);
  });

  it('a START before the claim lets the message go', async () => {
    const { parcels } = await database.queue({ recipient: handset });
    await stop();
    await lift(database.pool, account, handset, 'ACME');
    expect((await database.claim(parcels[0] as never)).messages).toHaveLength(1);
  });

  it('waits for no STOP that is under way', async () => {
    const { parcels } = await database.queue({ recipient: handset });
    await stop();
    const tx = await database.pool.getConnection();
    await tx.query('START TRANSACTION');
    await tx.query('UPDATE suppressions SET source = ? WHERE recipient = ?', ['api', handset]);
    const [parcel] = parcels;
    const request = { parcelId: parcel?.id as string, carrier: 'acme', after: '', limit: 10, reviewAfter: 1000 };
    const claimed = claim(database.pool, request, ledger);
    const first = await Promise.race([claimed, sleep(5000, 'still waiting', { ref: false })]);
    await tx.query('ROLLBACK');
    tx.release();
    expect(first).toMatchObject({ messages: [], transitions: [{ to: 'rejected' }] });
  });
});

describe('the table', () => {
  it('keeps the first of two alike, whatever their case', async () => {
    const first = await stop('ACME');
    const second = await stop('acme');
    expect([first.added, second.added]).toEqual([true, false]);
    expect(second.suppression).toEqual(first.suppression);
  });

  it('lifts the one for a sender, the one for all senders, or every one', async () => {
    const lifted = async (sender: string | null) => {
      await Promise.all(['ACME', 'OTHER', '*'].map((each) => stop(each)));
      await stop('ACME', handset, other);
      const gone = await lift(database.pool, account, handset, sender);
      expect((await listSuppressions(database.pool, other, {}, { limit: 10 })).suppressions).toHaveLength(1);
      return gone.map((each) => each.sender).sort();
    };
    expect(await lifted('acme')).toEqual(['ACME']);
    expect(await lifted('*')).toEqual(['*']);
    expect(await lifted(null)).toEqual(['*', 'ACME', 'OTHER']);
    expect(await lift(database.pool, account, handset, null)).toEqual([]);
  });
});
