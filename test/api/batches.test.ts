import { alert, startWeb, type Web } from './web';

let web: Web;
let key: string;
beforeAll(async () => {
  web = await startWeb();
  key = await web.key();
});
afterAll(() => web.stop());

const post = (body: object, query = '', as = key) => web.call('POST', `/v1/batches${query}`, as, body);
const messagesOf = async (id: string) =>
  (await web.call('GET', `/v1/messages?limit=100&batch_id=${id}`, key)).body.data.reverse();

const zero = {
  queued: 0,
  sent: 0,
  accepted: 0,
  delivered: 0,
  failed: 0,
  undelivered: 0,
  rejected: 0,
  expired: 0,
  unknown: 0,
  read: 0,
};

it('stores what is good, counts what is not, and tells both', async () => {
  const { status, body } = await post({
    name: 'spring',
    defaults: { from: 'ACME', body: 'Hello', tags: ['spring'] },
    messages: [
      { to: '+61412345678' },
      { to: '+6141' },
      { to: '+447400123456', body: 'No way there' },
      { to: '+61412345679', from: '\0', colour: 'red' },
      'nonsense',
    ],
  });
  expect(status).toBe(202);
  expect(body).toEqual({
    id: expect.stringMatching(/^bat_[0-9A-Z]{26}$/),
    name: 'spring',
    total: 2,
    rejected_rows: 3,
    counts: { ...zero, queued: 1, failed: 1 },
    final_count: 1,
    percent: 50,
    eta: expect.any(Number),
    cost: { amount: '0.0450', currency: 'AUD' },
    created_at: expect.stringMatching(/Z$/),
  });
  const shown = await web.call('GET', `/v1/batches/${body.id}`, key);
  expect(shown.status).toBe(200);
  expect(shown.body).toEqual({ ...body, eta: expect.any(Number) });

  const rejections = await web.call('GET', `/v1/batches/${body.id}/rejections?limit=2`, key);
  expect(rejections.body).toMatchObject({
    object: 'list',
    has_more: true,
    data: [
      { row: 2, errors: [{ pointer: '/to', code: 'invalid_number' }] },
      {
        row: 4,
        errors: [
          { pointer: '/from', code: 'invalid_sender' },
          { pointer: '/colour', code: 'unknown_field' },
        ],
      },
    ],
  });
  const rest = await web.call('GET', `/v1/batches/${body.id}/rejections?starting_after=4`, key);
  expect(rest.body).toMatchObject({
    has_more: false,
    data: [{ row: 5, errors: [{ pointer: '', code: 'invalid_type' }] }],
  });

  const [queued, failed] = await messagesOf(body.id);
  expect(queued).toMatchObject({
    batch_id: body.id,
    to: '+61412345678',
    body: 'Hello',
    tags: ['spring'],
    priority: 'bulk',
  });
  expect(failed).toMatchObject({ status: 'failed', body: 'No way there', error: { code: 'no_route' } });
});

it("lets a row say otherwise than the batch's defaults", async () => {
  const { body } = await post({
    defaults: { from: 'ACME', body: 'Hello', priority: 'urgent' },
    messages: [{ to: '+61412345678', priority: 'normal', from: 'Other' }, { to: '+61412345678' }],
  });
  expect(await messagesOf(body.id)).toMatchObject([
    { from: 'Other', priority: 'normal' },
    { from: 'ACME', priority: 'urgent' },
  ]);
});

it('names what neither a row nor the defaults say', async () => {
  const { body } = await post({ messages: [alert, { to: '+61412345678' }] });
  const { data } = (await web.call('GET', `/v1/batches/${body.id}/rejections`, key)).body;
  expect(data).toMatchObject([
    {
      row: 2,
      errors: [
        { pointer: '/from', code: 'required' },
        { pointer: '/body', code: 'required' },
      ],
    },
  ]);
});

it.each([
  ['an object', { template: { from: 'ACME', body: 'Hi {{name}}, {{ n }} left' } }],
  ['a text with defaults', { template: 'Hi {{name}}, {{ n }} left', defaults: { from: 'ACME' } }],
])('fills a template that is %s', async (_what, form) => {
  const { status, body } = await post({
    ...form,
    recipients: [
      { to: '+61412345678', params: { name: 'Ann {{n}}', n: 3 }, client_ref: 'a' },
      { to: '+61412345679', params: { name: 'Ben' } },
      { to: '+61412345670', params: { name: {}, n: 1 } },
    ],
  });
  expect(status).toBe(202);
  expect(await messagesOf(body.id)).toMatchObject([{ body: 'Hi Ann {{n}}, 3 left', client_ref: 'a', from: 'ACME' }]);
  const { data } = (await web.call('GET', `/v1/batches/${body.id}/rejections`, key)).body;
  expect(data).toMatchObject([
    { row: 2, errors: [{ pointer: '/params/n', code: 'missing_param' }] },
    { row: 3, errors: [{ pointer: '/params/name', code: 'invalid_type' }] },
  ]);
});

it('takes 10,000 rows at once and cuts them into parcels', async () => {
  const before = web.added.length;
  const messages = Array.from({ length: 10_000 }, (_, i) => ({ to: `+6141234${String(i).padStart(4, '0')}` }));
  const { status, body } = await post({ defaults: { from: 'ACME', body: 'Hello' }, messages }, '?atomic=true');
  expect([status, body.total, body.rejected_rows]).toEqual([202, 10_000, 0]);
  expect(body.counts.queued).toBe(10_000);
  expect(body.cost).toEqual({ amount: '450.0000', currency: 'AUD' });
  const parcels = await web.database
    .knex('messages')
    .where({ batch_id: body.id.slice(4) })
    .distinct('parcel_id');
  expect(parcels).toHaveLength(100);
  const known = new Set(web.added.slice(before).map(({ id }) => id));
  expect(parcels.every((row) => known.has(row.parcel_id))).toBe(true);
});

it('has no cost where currencies differ', async () => {
  const { body } = await post({ messages: [alert, { ...alert, to: '+4915112345678' }] });
  expect(body).toMatchObject({ total: 2, cost: null });
});

it("turns down a test key's rows to real numbers, row by row", async () => {
  const test = await web.key({ mode: 'test', account: 'tests' });
  const { status, body } = await post({ messages: [{ ...alert, to: '+15005550000' }, alert] }, '', test);
  expect([status, body.total, body.rejected_rows]).toEqual([202, 1, 1]);
});

it('lists batches, the newest first, page by page', async () => {
  const own = await web.key({ account: 'lister' });
  const made: string[] = [];
  for (let i = 0; i < 5; i++) made.unshift((await post({ messages: [alert] }, '', own)).body.id);
  const first = (await web.call('GET', '/v1/batches?limit=3', own)).body;
  expect([first.data.map(({ id }: { id: string }) => id), first.has_more]).toEqual([made.slice(0, 3), true]);
  const second = (await web.call('GET', `/v1/batches?limit=3&starting_after=${made[2]}`, own)).body;
  expect([second.data.map(({ id }: { id: string }) => id), second.has_more]).toEqual([made.slice(3), false]);
});
