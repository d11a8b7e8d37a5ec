import fc from 'fast-check';
import { alert, startWeb, type Web } from './web';

let web: Web;
let key: string;
/** Newest first. */
let all: string[];
let batch: string;

beforeAll(async () => {
  web = await startWeb();
  key = await web.key();
  const other = await web.key({ account: 'other' });
  for (let i = 0; i < 12; i++) {
    await web.call('POST', '/v1/messages', key, { ...alert, client_ref: `Ref-${i}`, tags: [`t${i % 3}`, 'all'] });
    await web.call('POST', '/v1/messages', other, alert);
  }
  const rows = [{}, {}, { to: '+4915112345678' }, { to: '+447400123456' }].map((change) => ({ ...alert, ...change }));
  batch = (await web.call('POST', '/v1/batches', key, { messages: rows })).body.id;
  all = (await web.call('GET', '/v1/messages?limit=100', key)).body.data.map(({ id }: { id: string }) => id);
});
afterAll(() => web.stop());

const list = async (query: string) => (await web.call('GET', `/v1/messages?${query}`, key)).body;
const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id);

it('lists the newest first', () => {
  expect(all).toHaveLength(16);
  expect(all).toEqual([...all].sort().reverse());
});

it('lists 20 where no limit is given', async () => {
  for (let i = 0; i < 6; i++) await web.call('POST', '/v1/messages', await web.key({ account: 'many' }), alert);
  const body = await list('');
  expect(body).toMatchObject({ object: 'list', has_more: false });
  expect(body.data).toHaveLength(16);
});

it('shows every message once, whichever way and in whatever steps it is walked through', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 17 }), fc.boolean(), async (limit, backwards) => {
      const seen: string[] = [];
      let cursor = backwards ? `ending_before=msg_${'0'.repeat(26)}` : '';
      for (;;) {
        const page = await list(`limit=${limit}&${cursor}`);
        expect(page.data.length).toBeLessThanOrEqual(limit);
        if (backwards) seen.unshift(...ids(page));
        else seen.push(...ids(page));
        if (!page.has_more) break;
        cursor = backwards ? `ending_before=${seen[0]}` : `starting_after=${seen.at(-1)}`;
      }
      expect(seen).toEqual(all);
    }),
    { numRuns: 12 },
  );
});

it.each<[query: string, expected: (id: string, at: number) => boolean]>([
  ['to=%2B4915112345678', (_id, at) => at === 1],
  ['to=%2B61412345678&status=queued', (_id, at) => at > 1],
  ['status=failed', (_id, at) => at === 0],
  ['status=failed,queued', () => true],
  ['error_code=no_route', (_id, at) => at === 0],
  ['carrier=dear', (_id, at) => at === 1],
  ['country=DE', (_id, at) => at === 1],
  ['client_ref=Ref-11', (_id, at) => at === 4],
  ['client_ref=ref-11', () => false],
  ['tag=t2', (_id, at) => at >= 4 && (15 - at) % 3 === 2],
  ['tag=all&from=ACME', (_id, at) => at >= 4],
  ['tag=%22', () => false],
  ['created[gte]=2020-01-01T00:00:00Z', () => true],
  ['created[lt]=2020-01-01T00:00:00Z', () => false],
  ['created[gte]=2099-01-01T00:00:00Z', () => false],
])('filters by %s', async (query, expected) => {
  expect(ids(await list(`limit=100&${query}`))).toEqual(all.filter(expected));
});

it("lists a batch's messages, also page by page", async () => {
  expect(ids(await list(`batch_id=${batch}`))).toEqual(all.slice(0, 4));
  const first = await list(`batch_id=${batch}&limit=3`);
  expect(first.has_more).toBe(true);
  expect(ids(await list(`batch_id=${batch}&limit=3&starting_after=${first.data[2].id}`))).toEqual([all[3]]);
});

it('takes the times of the list as they are shown, the first included and the last not', async () => {
  const { data } = await list('limit=100');
  const at = data[6].queued_at;
  const expected = (holds: (queuedAt: string) => boolean) =>
    data.filter((message: { queued_at: string }) => holds(message.queued_at)).map(({ id }: { id: string }) => id);
  expect(ids(await list(`limit=100&created[gte]=${at}`))).toEqual(expected((queuedAt) => queuedAt >= at));
  expect(ids(await list(`limit=100&created[lt]=${at}`))).toEqual(expected((queuedAt) => queuedAt < at));
});
