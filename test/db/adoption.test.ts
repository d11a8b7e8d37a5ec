import { findByAlias, findInDoubt } from '../../db/adoption';
import { receiptFact } from '../../db/ledger';
import type { Fact } from '../../message/fact';
import { accepted, deferred, heard, type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;
let number = 0;
let recipient: string;

beforeAll(async () => {
  database = await sampleDatabase();
});

afterAll(() => database.drop());

beforeEach(() => {
  number += 1;
  recipient = `+1500555${String(number).padStart(4, '0')}`;
});

function unanswered(messageId: string, part = 1): { messageId: string; fact: Fact } {
  const about = { at: new Date(), part, carrier: 'acme' };
  const decideAt = new Date(Date.now() + 60_000);
  return { messageId, fact: { kind: 'part_unanswered', ...about, reason: 'timeout', decideAt } };
}

async function inDoubt(message = {}): Promise<string> {
  const id = await database.sent({ recipient, ...message });
  await database.record(unanswered(id));
  return id;
}

const doubts = (patch: { carrier?: string; sender?: string } = {}) =>
  findInDoubt(
    database.pool,
    {
      carrier: patch.carrier ?? 'acme',
      recipient,
      sender: patch.sender ?? 'ACME',
      arrivedAt: new Date(Date.now() + 1000),
    },
    10,
  );

describe('a message in doubt', () => {
  it('is found by its carrier, its recipient and its sender', async () => {
    const id = await inDoubt();
    expect(await doubts()).toEqual([{ messageId: id, part: 1 }]);
    expect([await doubts({ carrier: 'other' }), await doubts({ sender: 'OTHER' })]).toEqual([[], []]);
  });

  it('is found with a sender that is a number, with and without its plus', async () => {
    const id = await inDoubt({ sender: '+61400000000' });
    expect(await doubts({ sender: '61400000000' })).toEqual([{ messageId: id, part: 1 }]);
  });

  it('is found after it was called Unknown for that', async () => {
    const id = await inDoubt();
    const at = new Date(Date.now() + 120_000);
    await database.record({
      messageId: id,
      fact: { kind: 'deadline_passed', at, grace: 1000, inDoubtPolicy: 'unknown' },
    });
    expect((await database.message(id)).status).toBe('unknown');
    expect(await doubts()).toEqual([{ messageId: id, part: 1 }]);
  });

  it('has the parts that nobody named an id for', async () => {
    const id = await database.sent({ recipient, partCount: 3 });
    await database.record(accepted(id, `${id}-2`, 2), unanswered(id, 1), unanswered(id, 3));
    expect(await doubts()).toEqual([
      { messageId: id, part: 1 },
      { messageId: id, part: 3 },
    ]);
  });

  it('is one no more once it is answered', async () => {
    const id = await inDoubt();
    await database.record(accepted(id, `${id}-1`));
    expect(await doubts()).toEqual([]);
  });

  it('and one of several is no choice to be made here: all are found, oldest first', async () => {
    const ids = [await inDoubt(), await inDoubt()];
    expect((await doubts()).map(({ messageId }) => messageId)).toEqual(ids);
  });

  it('takes the id of the receipt that it adopts, so that the next one finds it', async () => {
    const id = await inDoubt();
    const first = heard('new-id', 'accepted', { recipient });
    await database.record({ messageId: id, fact: receiptFact(first, 1, true) });
    expect((await database.message(id)).status).toBe('accepted');
    await database.record(heard('new-id', 'delivered', { recipient }));
    expect((await database.message(id)).status).toBe('delivered');
  });
});

it('a message that waits in line is not in doubt', async () => {
  const id = await database.sent({ recipient });
  await database.record(deferred(id, new Date()));
  expect(await doubts()).toEqual([]);
});

describe('another way to write an id', () => {
  const find = (aliases: readonly string[], to = recipient) => findByAlias(database.pool, 'acme', aliases, to);

  it('finds the open message to the recipient', async () => {
    const id = await database.sent({ recipient });
    await database.record(accepted(id, `${number}FF`));
    expect(await find([`${number}255`, `${number}FF`])).toEqual({ messageId: id, part: 1 });
  });

  it.each<[string, () => readonly string[], (() => string)?]>([
    ['nothing without aliases', () => []],
    ['no message to another recipient', () => [`${number}FF`], () => '+15005559999'],
    ['nothing when there are two', () => [`${number}FF`, `${number}AA`]],
  ])('finds %s', async (_, aliases, to = () => recipient) => {
    const [first, second] = [await database.sent({ recipient }), await database.sent({ recipient })];
    await database.record(accepted(first, `${number}FF`), accepted(second, `${number}AA`));
    expect(await find(aliases(), to())).toBeNull();
  });

  it('finds also a message that has ended, so that a receipt which comes twice is no orphan', async () => {
    const id = await database.sent({ recipient });
    await database.record(accepted(id, `${number}EE`));
    await database.record(heard(`${number}EE`, 'delivered', { recipient }));
    expect(await find([`${number}EE`])).toEqual({ messageId: id, part: 1 });
  });
});
