import { ensureAccount } from '../../db/accounts';
import { type InboundMessage, insertInbound } from '../../db/inbound-messages';
import { inTransaction } from '../../db/transaction';
import { newUlid } from '../../message/id';
import { startWeb, type Web } from './web';

let web: Web;
let key: string;
let admin: string;
let own: InboundMessage[];
let nobodys: InboundMessage[];
beforeAll(async () => {
  web = await startWeb();
  key = await web.key();
  admin = await web.key({ scopes: ['admin'] });
  const accounts = {
    one: await ensureAccount(web.database.pool, 'one'),
    other: await ensureAccount(web.database.pool, 'other'),
  };
  own = [];
  nobodys = [];
  for (let i = 0; i < 9; i++) {
    own.push(inbound(i, { accountId: accounts.one }));
    if (i % 3 === 0) nobodys.push(inbound(i, {}));
    await store(...own.slice(-1), ...(i % 3 === 0 ? nobodys.slice(-1) : []), inbound(i, { accountId: accounts.other }));
  }
});
afterAll(() => web.stop());

const begin = Date.now() - 3_600_000;

function inbound(minutes: number, patch: Partial<InboundMessage>): InboundMessage {
  return {
    id: newUlid(),
    accountId: null,
    carrier: 'acme',
    from: `+6141234567${minutes % 4}`,
    to: minutes % 2 ? '12345' : '+61480000001',
    body: `Text ${minutes}`,
    data: null,
    charset: 'gsm7',
    partCount: 1,
    missing: [],
    optOut: null,
    receivedAt: new Date(begin + minutes * 60_000),
    ...patch,
  };
}

const store = (...messages: InboundMessage[]) => inTransaction(web.database.pool, (tx) => insertInbound(tx, messages));
const list = async (query = '', as = key) => (await web.call('GET', `/v1/inbound?${query}`, as)).body;
const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id.replace('inb_', ''));
const newestFirst = (messages: readonly InboundMessage[]) =>
  messages
    .map(({ id }) => id)
    .sort()
    .reverse();

it('lists the messages of the account, the newest first', async () => {
  const body = await list('limit=100');
  expect(ids(body)).toEqual(newestFirst(own));
  expect(body).toMatchObject({ object: 'list', has_more: false });
  expect(body.data[0]).toEqual({
    id: `inb_${own[8]?.id}`,
    from: '+61412345670',
    to: '+61480000001',
    body: 'Text 8',
    data: null,
    encoding: 'gsm7',
    parts: 1,
    incomplete: false,
    missing_parts: [],
    opt_out: null,
    assigned: true,
    carrier: 'acme',
    received_at: own[8]?.receivedAt.toISOString(),
  });
});

it('an admin sees those that are nobody’s, too, and none of another account', async () => {
  const body = await list('limit=100', admin);
  expect(ids(body)).toEqual(newestFirst([...own, ...nobodys]));
  expect(body.data.filter(({ assigned }: { assigned: boolean }) => !assigned)).toHaveLength(nobodys.length);
});

it.each([
  ['', false],
  ['', true],
  ['from=%2B61412345670&', false],
  ['from=%2B61412345670&', true],
])('is walked through page by page, both ways (%j, admin: %s)', async (query, asAdmin) => {
  const as = asAdmin ? admin : key;
  const all = ids(await list(`${query}limit=100`, as));
  expect(all.length).toBeGreaterThan(2);
  for (const backwards of [false, true]) {
    const seen: string[] = [];
    for (let cursor = backwards ? `ending_before=inb_${'0'.repeat(26)}` : ''; ; ) {
      const page = await list(`${query}limit=2&${cursor}`, as);
      seen.splice(backwards ? 0 : seen.length, 0, ...ids(page));
      if (!page.has_more) break;
      cursor = backwards ? `ending_before=inb_${seen[0]}` : `starting_after=inb_${seen.at(-1)}`;
    }
    expect(seen).toEqual(all);
  }
});

it.each<[query: string, holds: (message: InboundMessage) => boolean]>([
  ['from=%2B61412345671', ({ from }) => from === '+61412345671'],
  ['to=12345', ({ to }) => to === '12345'],
  ['to=%2B61480000001&from=%2B61412345670', ({ from }) => from === '+61412345670'],
  ['to=99999', () => false],
  [`created[gte]=${at(3)}`, ({ receivedAt }) => receivedAt.toISOString() >= at(3)],
  [`created[lt]=${at(3)}`, ({ receivedAt }) => receivedAt.toISOString() < at(3)],
  [`created[gte]=${at(2)}&created[lt]=${at(4)}`, ({ body }) => body === 'Text 2' || body === 'Text 3'],
])('filters by %s', async (query, holds) => {
  expect(ids(await list(`limit=100&${query}`))).toEqual(newestFirst(own.filter(holds)));
});

function at(minutes: number): string {
  return new Date(begin + minutes * 60_000).toISOString();
}

it('tells what is no text, what is not whole, and what opts out', async () => {
  const { body: account } = await web.call('GET', '/v1/inbound', await web.key({ account: 'third' }));
  expect(account.data).toEqual([]);
  const accountId = await ensureAccount(web.database.pool, 'third');
  await store(
    inbound(0, { accountId, body: null, data: Buffer.from([0, 255]), charset: 'binary' }),
    inbound(0, { accountId, partCount: 3, missing: [1, 3] }),
    inbound(0, { accountId, body: 'STOP', optOut: 'stop' }),
  );
  const { data } = await list('', await web.key({ account: 'third' }));
  expect(data).toMatchObject([
    { body: 'STOP', opt_out: 'stop' },
    { parts: 3, incomplete: true, missing_parts: [1, 3] },
    { body: null, data: 'AP8=', encoding: 'binary' },
  ]);
});

it.each([
  ['from=', '/from', 'invalid_value'],
  ['from=+61412345678', '/from', 'invalid_value'],
  [`to=${'1'.repeat(65)}`, '/to', 'invalid_value'],
  ['created[gte]=today', '/created[gte]', 'invalid_value'],
  ['limit=101', '/limit', 'invalid_value'],
  ['starting_after=msg_01J', '/starting_after', 'invalid_value'],
  [`starting_after=inb_${'0'.repeat(26)}&ending_before=inb_${'0'.repeat(26)}`, '/ending_before', 'conflict'],
  ['status=x', '/status', 'unknown_field'],
])('a wrong query ?%s is said by its pointer', async (query, pointer, code) => {
  const { status, body } = await web.call('GET', `/v1/inbound?${query}`, key);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_query', errors: [{ pointer, code }] });
});

it('needs a key with the scope read, and takes no other method', async () => {
  expect((await web.call('GET', '/v1/inbound', null)).status).toBe(401);
  expect((await web.call('GET', '/v1/inbound', await web.key({ scopes: ['send'] }))).status).toBe(403);
  expect((await web.call('POST', '/v1/inbound', key, {})).status).toBe(405);
});
