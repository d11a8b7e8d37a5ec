import { keyLifetime } from '../../api/key-ring';
import { createKey, listKeys, revokeKey, type Scope } from '../../db/api-keys';
import { alert, startWeb, tableSizes, type Web } from './web';

let web: Web;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.stop());

describe('a request', () => {
  it.each<[what: string, headers: Record<string, string>, code: string]>([
    ['without a key', {}, 'missing_key'],
    ['with another scheme', { Authorization: 'Basic d2F5OmJpbGw=' }, 'missing_key'],
    ['with a key that is none', { Authorization: 'Bearer hello' }, 'invalid_key'],
    ['with a key that nobody has', { Authorization: `Bearer wk_live_${'0'.repeat(40)}` }, 'invalid_key'],
  ])('%s is 401, wherever it goes, and changes nothing', async (_what, headers, code) => {
    const before = await tableSizes(web);
    for (const [method, path] of [
      ['POST', '/v1/messages'],
      ['GET', '/v1/messages'],
      ['POST', '/v1/batches'],
      ['GET', '/v1/batches'],
      ['GET', '/v1/nothing'],
    ] as const) {
      const answer = await web.call(method, path, null, method === 'POST' ? alert : undefined, headers);
      expect([answer.status, answer.body.code]).toEqual([401, code]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect(await tableSizes(web)).toEqual(before);
  });

  it.each<[scopes: Scope[], method: string, path: string, status: number]>([
    [['read'], 'POST', '/v1/messages', 403],
    [['read'], 'POST', '/v1/batches', 403],
    [['read'], 'POST', '/v1/messages/msg_01JD2Y7K4Q9V6M3T5R8W0XBZCE/cancel', 403],
    [['send'], 'GET', '/v1/messages', 403],
    [['send'], 'GET', '/v1/messages/msg_01JD2Y7K4Q9V6M3T5R8W0XBZCE', 403],
    [['send'], 'GET', '/v1/batches', 403],
    [['read'], 'GET', '/v1/messages', 200],
    [['send'], 'POST', '/v1/messages', 202],
    [['admin'], 'GET', '/v1/messages', 200],
    [['admin'], 'POST', '/v1/messages', 202],
  ])('with the scopes %j to %s %s is %i', async (scopes, method, path, status) => {
    const key = await web.key({ scopes });
    const answer = await web.call(method, path, key, method === 'POST' ? alert : undefined);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.code).toBe('insufficient_scope');
  });

  it('with a revoked key is refused, at the latest when what was remembered of it is too old', async () => {
    const key = await web.key({ account: 'leaving' });
    expect((await web.call('GET', '/v1/messages', key)).status).toBe(200);
    const { id } = (await listKeys(web.database.pool)).find(({ account }) => account === 'leaving')!;
    expect(await revokeKey(web.database.pool, id)).toBe('revoked');
    await new Promise((resolve) => setTimeout(resolve, keyLifetime));
    const answer = await web.call('POST', '/v1/messages', key, alert);
    expect([answer.status, answer.body.code]).toEqual([401, 'revoked_key']);
  });
});

it('stores no key, only what it can be recognised by', async () => {
  const { key } = await createKey(web.database.pool, { accountId: 1, mode: 'live', scopes: ['send'] });
  expect(key).toMatch(/^wk_live_[0-9a-f]{40}$/);
  const rows = await web.database.knex('api_keys');
  expect(JSON.stringify(rows)).not.toContain(key.slice('wk_live_'.length + 4));
});

describe('an account', () => {
  it("never sees or touches another's messages and batches", async () => {
    const [mine, theirs] = [
      await web.key({ account: 'mine' }),
      await web.key({ account: 'theirs', scopes: ['admin'] }),
    ];
    const message = (await web.call('POST', '/v1/messages', mine, { ...alert, client_ref: 'secret' })).body;
    const batch = (await web.call('POST', '/v1/batches', mine, { messages: [alert, { to: '1' }] })).body;

    for (const path of [
      `/v1/messages/${message.id}`,
      `/v1/batches/${batch.id}`,
      `/v1/batches/${batch.id}/rejections`,
    ]) {
      expect((await web.call('GET', path, theirs)).status).toBe(404);
      expect((await web.call('GET', path, mine)).status).toBe(200);
    }
    for (const query of ['', '?client_ref=secret', `?batch_id=${batch.id}`, '?to=%2B61412345678', '?status=queued']) {
      expect((await web.call('GET', `/v1/messages${query}`, theirs)).body.data).toEqual([]);
    }
    expect((await web.call('GET', '/v1/batches', theirs)).body.data).toEqual([]);
    expect((await web.call('POST', `/v1/messages/${message.id}/cancel`, theirs)).status).toBe(404);
    expect((await web.call('GET', `/v1/messages/${message.id}`, mine)).body.status).toBe('queued');
  });
});
