import { alert, startWeb, type Web } from './web';

let web: Web;
let key: string;
beforeAll(async () => {
  web = await startWeb();
  key = await web.key();
});
afterAll(() => web.stop());
afterEach(() => web.database.knex('suppressions').delete());

const path = '/v1/suppressions';
const recipient = '+61412345678';
const add = (body: object, as = key) => web.call('POST', path, as, body);
const list = async (query = '', as = key) => (await web.call('GET', `${path}?${query}`, as)).body;
const remove = (query: Record<string, string>, as = key) =>
  web.call('DELETE', `${path}?${new URLSearchParams(query)}`, as);
const senders = ({ data }: { data: { sender: string | null }[] }) => data.map(({ sender }) => sender);

it('a suppression is added once, and shown as it was written', async () => {
  const first = await add({ recipient, sender: 'ACME' });
  expect(first.status).toBe(201);
  expect(first.body).toEqual({
    id: expect.stringMatching(/^sup_[0-9A-Z]{26}$/),
    recipient,
    sender: 'ACME',
    source: 'api',
    inbound_id: null,
    created_at: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  const second = await add({ recipient, sender: 'acme' });
  expect([second.status, second.body]).toEqual([200, first.body]);
  expect((await list()).data).toEqual([first.body]);
});

it.each([
  [undefined, null],
  ['+61400000001', '+61400000001'],
  ['61400000001', '+61400000001'],
  ['12345', '12345'],
])('the sender %s is shown as %s', async (sender, shown) => {
  expect((await add({ recipient, sender })).body.sender).toBe(shown);
});

it('a message to who is suppressed is answered as Rejected, and so is a row of a batch', async () => {
  await add({ recipient, sender: alert.from });
  const { status, body } = await web.call('POST', '/v1/messages', key, alert);
  expect(status).toBe(202);
  expect(body).toMatchObject({
    status: 'rejected',
    final: true,
    carrier: null,
    error: { code: 'recipient_opted_out', category: 'recipient', permanent: true },
  });
  const shown = await web.call('GET', `/v1/messages/${body.id}`, key);
  expect(shown.body).toMatchObject({ status: 'rejected', final_at: expect.any(String) });
  expect(shown.body.timeline.map(({ type, status: at }: { type: string; status: string }) => [type, at])).toEqual([
    ['queued', 'queued'],
    ['final', 'rejected'],
  ]);

  const messages = [alert, { ...alert, from: 'OTHER' }, { ...alert, to: '+447400123456' }];
  const batch = (await web.call('POST', '/v1/batches', key, { messages })).body;
  expect(batch).toMatchObject({ total: 3, final_count: 2, counts: { queued: 1, rejected: 1, failed: 1 } });
  expect((await web.call('GET', `/v1/batches/${batch.id}`, key)).body.counts).toEqual(batch.counts);

  await remove({ recipient });
  expect((await web.call('POST', '/v1/messages', key, alert)).body.status).toBe('queued');
});

it('DELETE removes the one for a sender, the one for all senders, or every one, and says which', async () => {
  const three = async () => {
    for (const sender of ['ACME', '+61400000001', undefined]) await add({ recipient, sender });
    await add({ recipient: '+61412345679' });
  };
  await three();
  expect(senders((await remove({ recipient, sender: '+61400000001' })).body)).toEqual(['+61400000001']);
  expect(senders((await remove({ recipient, sender: '*' })).body)).toEqual([null]);
  expect(senders((await remove({ recipient, sender: 'acme' })).body)).toEqual(['ACME']);
  await three();
  const { status, body } = await remove({ recipient });
  expect([status, senders(body).sort()]).toEqual([200, ['+61400000001', 'ACME', null].sort()]);
  expect((await remove({ recipient })).body.data).toEqual([]);
  expect((await list()).data).toHaveLength(1);
});

it('the list is walked through page by page, both ways, and filtered', async () => {
  for (let i = 0; i < 7; i++) await add({ recipient: `+6141234567${i}`, sender: i % 2 ? 'ODD' : undefined });
  const all = (await list()).data.map(({ id }: { id: string }) => id);
  expect(all).toEqual([...all].sort().reverse());
  for (const backwards of [false, true]) {
    const seen: string[] = [];
    for (let cursor = backwards ? `ending_before=sup_${'0'.repeat(26)}` : ''; ; ) {
      const page = await list(`limit=3&${cursor}`);
      const ids = page.data.map(({ id }: { id: string }) => id);
      seen.splice(backwards ? 0 : seen.length, 0, ...ids);
      if (!page.has_more) break;
      cursor = backwards ? `ending_before=${seen[0]}` : `starting_after=${seen.at(-1)}`;
    }
    expect(seen).toEqual(all);
  }
  expect(senders(await list('sender=odd'))).toEqual(['ODD', 'ODD', 'ODD']);
  expect(senders(await list('sender=*'))).toEqual([null, null, null, null]);
  expect((await list('recipient=%2B61412345671')).data).toHaveLength(1);
});

it('one account neither sees nor removes what another has, and is not held by it', async () => {
  const other = await web.key({ account: 'other' });
  await add({ recipient, sender: 'ACME' });
  expect((await list('', other)).data).toEqual([]);
  expect((await remove({ recipient }, other)).body.data).toEqual([]);
  expect((await list()).data).toHaveLength(1);
  expect((await web.call('POST', '/v1/messages', other, alert)).body.status).toBe('queued');
  expect((await add({ recipient, sender: 'ACME' }, other)).status).toBe(201);
});

describe('what is wrong', () => {
  it.each<[what: string, body: unknown, pointer: string, code: string]>([
    ['no recipient', {}, '/recipient', 'required'],
    ['a number without +', { recipient: '0412345678' }, '/recipient', 'invalid_number'],
    ['a number of another type', { recipient: 61412345678 }, '/recipient', 'invalid_type'],
    ['a sender of 12 letters', { recipient, sender: 'ABCDEFGHIJKL' }, '/sender', 'invalid_sender'],
    ['a star for a sender', { recipient, sender: '*' }, '/sender', 'invalid_sender'],
    ['null for a sender', { recipient, sender: null }, '/sender', 'invalid_type'],
    ['an unknown field', { recipient, from: 'ACME' }, '/from', 'unknown_field'],
    ['a list', [], '', 'invalid_type'],
  ])('in a body, %s, is said by its pointer', async (_, body, pointer, code) => {
    const answer = await web.call('POST', path, key, body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'validation_failed', errors: [{ pointer, code }] });
    expect((await list()).data).toEqual([]);
  });

  it.each<[method: string, query: string, pointer: string, code: string]>([
    ['GET', 'recipient=0412345678', '/recipient', 'invalid_value'],
    ['GET', 'recipient=+61412345678', '/recipient', 'invalid_value'],
    ['GET', 'sender=', '/sender', 'invalid_value'],
    ['GET', 'limit=0', '/limit', 'invalid_value'],
    ['GET', 'starting_after=msg_01J', '/starting_after', 'invalid_value'],
    ['GET', `starting_after=sup_${'0'.repeat(26)}&ending_before=sup_${'0'.repeat(26)}`, '/ending_before', 'conflict'],
    ['GET', 'to=x', '/to', 'unknown_field'],
    ['DELETE', '', '/recipient', 'required'],
    ['DELETE', 'recipient=x', '/recipient', 'invalid_value'],
    ['DELETE', 'recipient=%2B61412345678&sender=%00', '/sender', 'invalid_value'],
    ['DELETE', 'recipient=%2B61412345678&limit=1', '/limit', 'unknown_field'],
  ])('in a query, %s ?%s, is said by its pointer', async (method, query, pointer, code) => {
    await add({ recipient });
    const answer = await web.call(method, `${path}?${query}`, key);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid_query', errors: [{ pointer, code }] });
    expect((await list()).data).toHaveLength(1);
  });

  it('a key needs the scope read to see, and send to change', async () => {
    const reader = await web.key({ scopes: ['read'] });
    const sender = await web.key({ scopes: ['send'] });
    expect((await add({ recipient }, reader)).body.code).toBe('insufficient_scope');
    expect((await remove({ recipient }, reader)).body.code).toBe('insufficient_scope');
    expect((await list('', sender)).code).toBe('insufficient_scope');
    expect((await web.call('GET', path, null)).body.code).toBe('missing_key');
  });

  it('a test key reaches the numbers of the simulator only', async () => {
    const test = await web.key({ mode: 'test' });
    await add({ recipient });
    const added = await add({ recipient }, test);
    expect([added.status, added.body.errors[0]]).toMatchObject([
      403,
      { pointer: '/recipient', code: 'test_key_recipient' },
    ]);
    expect((await remove({ recipient }, test)).status).toBe(403);
    expect((await add({ recipient: '+15005550000' }, test)).status).toBe(201);
    expect((await list()).data).toHaveLength(2);
  });

  it('another method is refused', async () => {
    const answer = await web.call('PUT', path, key, { recipient });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE, HEAD']);
  });
});

it('no number is logged', async () => {
  await add({ recipient });
  await remove({ recipient });
  await list('recipient=%2B61412345678');
  expect(web.logs.join('')).not.toContain('412345678');
});
