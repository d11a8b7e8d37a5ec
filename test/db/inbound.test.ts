import fc from 'fast-check';
import { ensureAccount } from '../../db/accounts';
import { storeInbound } from '../../db/inbound';
import { forgetFingerprints } from '../../db/inbound-fingerprints';
import { deliverIncomplete } from '../../db/inbound-incomplete';
import { type InboundMessage, listInbound } from '../../db/inbound-messages';
import { listSuppressions } from '../../db/suppressions';
import { encodeGsm7 } from '../../message/gsm7';
import type { InboundPart } from '../../message/inbound';
import { inboundPart, partOf } from '../message/sample-inbound';
import { type SampleDatabase, sampleDatabase } from './sample-database';

let database: SampleDatabase;
let account: number;

beforeAll(async () => {
  database = await sampleDatabase();
  account = await ensureAccount(database.pool, 'sample');
});
afterAll(() => database.drop());

let handsets = 0;
const newHandset = () => `+6141${String(++handsets).padStart(7, '0')}`;
const ours = '+61480000001';
const minute = 60_000;
const day = 24 * 60 * minute;
const ago = (ms: number) => new Date(Date.now() - ms);

const store = (...parts: readonly InboundPart[]) => storeInbound(database.pool, parts);

/** What is stored of a handset, in order. */
async function stored(handset: string): Promise<readonly InboundMessage[]> {
  const { messages } = await listInbound(database.pool, account, true, { from: handset }, { limit: 100 });
  return [...messages].reverse();
}
const bodies = async (handset: string) => (await stored(handset)).map(({ body }) => body);
const rawParts = (handset: string) =>
  database.rows('SELECT inbound_id, body, place FROM inbound_parts WHERE sender = ? ORDER BY id', handset);

it('a message of one part is stored with its octets', async () => {
  const from = newHandset();
  await store(inboundPart({ from, body: encodeGsm7('Grüße @ €') }));
  expect(await stored(from)).toEqual([
    {
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      accountId: null,
      carrier: 'acme',
      from,
      to: ours,
      body: 'Grüße @ €',
      data: null,
      charset: 'gsm7',
      partCount: 1,
      missing: [],
      optOut: null,
      receivedAt: expect.any(Date),
    },
  ]);
  expect(await rawParts(from)).toMatchObject([{ body: encodeGsm7('Grüße @ €'), place: null }]);
});

it('octets that are no text, and texts with signs of every plane, are stored as they are', async () => {
  const from = newHandset();
  const octets = Buffer.from([0, 0xff, 0x80]);
  await store(
    inboundPart({ from, body: octets, dataCoding: 4, charset: 'binary' }),
    inboundPart({ from, body: Buffer.from('d83dde00000a00000041', 'hex'), dataCoding: 8, charset: 'ucs2' }),
    inboundPart({ from, body: '' }),
  );
  expect((await stored(from)).map(({ body, data }) => ({ body, data }))).toEqual([
    { body: null, data: octets },
    { body: '😀\n\0A', data: null },
    { body: '', data: null },
  ]);
});

describe('long messages', () => {
  it('become whole with their last part, in whatever order and commits the parts come, each any number of times', async () => {
    const scenario = fc.integer({ min: 2, max: 6 }).chain((total) =>
      fc.record({
        total: fc.constant(total),
        commits: fc.array(fc.array(fc.integer({ min: 1, max: total }), { minLength: 1, maxLength: 4 }), {
          maxLength: 6,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(scenario, async ({ total, commits }) => {
        const from = newHandset();
        for (const numbers of commits) await store(...numbers.map((number) => partOf(number, total, { from })));
        const came = new Set(commits.flat());
        const whole = came.size === total;
        const text = Array.from({ length: total }, (_, index) => `part ${index + 1}; `).join('');
        expect(await bodies(from)).toEqual(whole ? [text] : []);
        const parts = await rawParts(from);
        expect(parts).toHaveLength(came.size);
        expect(parts.every(({ inbound_id }) => (inbound_id !== null) === whole)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('become whole once when every part comes through another process, all at the same moment, and twice', async () => {
    for (let round = 0; round < 10; round++) {
      const from = newHandset();
      const parts = [1, 2, 3, 4, 1, 2, 3, 4].map((number) => partOf(number, 4, { from }));
      await Promise.all(parts.map((part) => store(part)));
      expect(await bodies(from)).toEqual(['part 1; part 2; part 3; part 4; ']);
    }
  });

  it('of many handsets, in one commit after the other and at the same time, are kept apart', async () => {
    const froms = Array.from({ length: 30 }, newHandset);
    const commit = (numbers: readonly number[]) =>
      store(
        ...numbers.flatMap((number) => froms.map((from) => partOf(number, 3, { from, body: `${from}/${number} ` }))),
      );
    await Promise.all([commit([2]), commit([3, 1]), commit([1, 2])]);
    for (const from of froms) expect(await bodies(from)).toEqual([`${from}/1 ${from}/2 ${from}/3 `]);
  });

  it('are told apart when a handset uses a reference again', async () => {
    const from = newHandset();
    const part = (text: string, number: number) => partOf(number, 2, { from, body: `${text}${number} ` });
    await store(part('a', 1), part('a', 2));
    await store(part('b', 2));
    await store(part('b', 1));
    await store(part('lost', 1));
    await store(part('c', 1), part('c', 2));
    expect(await bodies(from)).toEqual(['a1 a2 ', 'b1 b2 ', 'c1 c2 ']);
  });

  it('are delivered without the parts that never came, in time and once', async () => {
    const from = newHandset();
    await store(partOf(3, 3, { from, receivedAt: ago(30 * minute) }));
    await store(partOf(1, 3, { from, receivedAt: ago(5 * minute) }));
    expect(await deliverIncomplete(database.pool, ago(60 * minute), 100)).toBe(0);
    expect(await stored(from)).toEqual([]);
    const runs = await Promise.all([1, 2].map(() => deliverIncomplete(database.pool, ago(10 * minute), 100)));
    expect(runs.sort()).toEqual([0, 1]);
    expect(await stored(from)).toMatchObject([{ body: 'part 1; part 3; ', partCount: 3, missing: [2] }]);
  });

  it('whose last part comes after they were given up on begin again, and are given up on again', async () => {
    const from = newHandset();
    await store(partOf(1, 2, { from, receivedAt: ago(30 * minute) }));
    await deliverIncomplete(database.pool, ago(10 * minute), 100);
    await store(partOf(2, 2, { from, receivedAt: ago(5 * minute) }));
    await deliverIncomplete(database.pool, ago(minute), 100);
    expect((await stored(from)).map(({ body, missing }) => ({ body, missing }))).toEqual([
      { body: 'part 1; ', missing: [2] },
      { body: 'part 2; ', missing: [1] },
    ]);
  });
});

describe('what is delivered again', () => {
  const twice = async (first: InboundPart, second: InboundPart) => {
    await store(first);
    await store(second);
    return (await bodies(first.from)).length;
  };

  it.each<[what: string, patch: Partial<InboundPart>, later: number, times: number]>([
    ['the same octets within five minutes', {}, 4 * minute, 1],
    ['the same octets after five minutes', {}, 6 * minute, 2],
    ["with the carrier's id within a day", { carrierId: 'mo-1' }, 23 * 60 * minute, 1],
    ["with the carrier's id after a day", { carrierId: 'mo-1' }, day + minute, 2],
  ])('%s is stored as often as it should be', async (_, patch, later, times) => {
    const part = inboundPart({ from: newHandset(), receivedAt: ago(2 * day), ...patch });
    expect(await twice(part, { ...part, receivedAt: new Date(part.receivedAt.getTime() + later) })).toBe(times);
  });

  it('the same words with another reference of the handset are said twice', async () => {
    const part = inboundPart({ from: newHandset(), handsetReference: 1 });
    expect(await twice(part, { ...part, handsetReference: 2 })).toBe(2);
  });

  it('twice in one commit is stored once', async () => {
    const part = inboundPart({ from: newHandset() });
    await store(part, { ...part });
    expect(await bodies(part.from)).toHaveLength(1);
  });

  it('is forgotten once it can come no more', async () => {
    const part = inboundPart({ from: newHandset() });
    await store(part);
    const notes = async () =>
      Number((await database.rows('SELECT COUNT(*) AS count FROM inbound_fingerprints'))[0]?.count);
    const before = await notes();
    expect(await forgetFingerprints(database.pool, ago(minute), 10_000)).toBeLessThan(before);
    expect(await bodies(part.from)).toHaveLength(1);
    await forgetFingerprints(database.pool, new Date(Date.now() + 2 * day), 10_000);
    expect(await notes()).toBe(0);
  });
});

describe('the account of a message', () => {
  it('is the one that last sent from our number to the handset', async () => {
    const from = newHandset();
    const other = await ensureAccount(database.pool, 'other');
    await database.sent({ recipient: from, sender: ours.slice(1), accountId: other });
    await database.sent({ recipient: from, sender: ours });
    await database.sent({ recipient: from, sender: 'ACME', accountId: other });
    await database.sent({ recipient: newHandset(), sender: ours, accountId: other });
    await database.queue({ recipient: from, sender: ours, accountId: other });
    await store(inboundPart({ from }));
    expect(await stored(from)).toMatchObject([{ accountId: account }]);
  });

  it('is none when nobody has sent, or only long ago', async () => {
    const from = newHandset();
    const old = `01${'0'.repeat(24)}`;
    await database.sent({ recipient: from, sender: ours, id: old });
    await store(inboundPart({ from }));
    expect(await stored(from)).toMatchObject([{ accountId: null }]);
  });
});

describe('STOP and START', () => {
  const suppressed = async (handset: string) => {
    const { suppressions } = await listSuppressions(database.pool, account, { recipient: handset }, { limit: 10 });
    return suppressions;
  };
  const conversation = async () => {
    const from = newHandset();
    await database.sent({ recipient: from, sender: ours });
    return from;
  };
  const say = (from: string, body: string, patch = {}) => inboundPart({ from, body, ...patch });

  it('a STOP suppresses the number that it was sent to, for the account that uses it', async () => {
    const from = await conversation();
    await store(say(from, 'Stop.'));
    const [message] = await stored(from);
    expect(message).toMatchObject({ optOut: 'stop', accountId: account });
    expect(await suppressed(from)).toMatchObject([
      { accountId: account, sender: ours.slice(1), source: 'stop', inboundId: message?.id },
    ]);
  });

  it.each([
    [['STOP', 'START'], false],
    [['STOP', 'START', 'ARRÊT'], true],
    [['START', 'STOP'], true],
    [['STOP', 'thank you, please start'], true],
    [['STOP', 'START', 'STOP'], true],
  ])('after %j the handset is suppressed: %s', async (words, holds) => {
    for (const together of [true, false]) {
      const from = await conversation();
      const parts = words.map((word) => say(from, encodeGsm7(word.replace('Ê', 'E')).toString('latin1')));
      if (together) await store(...parts);
      else for (const part of parts) await store(part);
      expect((await suppressed(from)).length).toBe(holds ? 1 : 0);
    }
  });

  it('a STOP that is delivered again is obeyed, a START is not', async () => {
    const from = await conversation();
    const start = say(from, 'START');
    await store(start);
    await store(say(from, 'STOP'));
    await store(start);
    expect(await suppressed(from)).toHaveLength(1);
    expect(await bodies(from)).toEqual(['START', 'STOP']);
  });

  it('a STOP in several parts counts when it is whole, and half of one does not', async () => {
    const from = await conversation();
    const parts = [partOf(1, 2, { from, body: 'ST' }), partOf(2, 2, { from, body: 'OP' })] as const;
    await store(parts[1]);
    expect(await suppressed(from)).toEqual([]);
    await store(parts[0]);
    expect(await suppressed(from)).toHaveLength(1);

    const half = await conversation();
    await store(partOf(1, 2, { from: half, body: 'STOP', receivedAt: ago(60 * minute) }));
    await deliverIncomplete(database.pool, ago(30 * minute), 100);
    expect(await stored(half)).toMatchObject([{ body: 'STOP', optOut: null }]);
    expect(await suppressed(half)).toEqual([]);
  });

  it('a START leaves what holds for all senders, and for others', async () => {
    const from = await conversation();
    for (const sender of ['*', 'OTHER', ours])
      await database.rows(
        `INSERT INTO suppressions (id, account_id, recipient, sender, source, created_at) VALUES (?, ?, ?, ?, 'api', NOW())`,
        `01${sender.replace(/\W/g, 'X').padEnd(12, '0')}${from.slice(1)}0`.slice(0, 26).padEnd(26, '0'),
        account,
        from,
        sender.replace('+', ''),
      );
    await store(say(from, 'START'));
    expect((await suppressed(from)).map(({ sender }) => sender).sort()).toEqual(['*', 'OTHER']);
  });

  it('a STOP to a number that nobody uses is stored, and suppresses nothing', async () => {
    const from = newHandset();
    await store(say(from, 'STOP'));
    expect(await stored(from)).toMatchObject([{ optOut: 'stop', accountId: null }]);
    expect(await database.rows('SELECT 1 FROM suppressions WHERE recipient = ?', from)).toEqual([]);
  });
});

it('what can be stored is stored beside what the database refuses, and nothing of a refused commit stays', async () => {
  const from = newHandset();
  const good = inboundPart({ from, body: 'good' });
  const bad = inboundPart({ from, body: 'bad', carrier: 'x'.repeat(33) });
  await expect(store(good, bad)).rejects.toMatchObject({ code: 'ER_DATA_TOO_LONG' });
  expect(await stored(from)).toEqual([]);
  await store(good);
  expect(await bodies(from)).toEqual(['good']);
});
