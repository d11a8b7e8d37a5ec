import { alert, startWeb, type Web } from './web';

let web: Web;
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.stop());

it('names every request, in the answer and in the log', async () => {
  const own = await web.call('GET', '/v1/messages', null);
  expect(own.headers.get('x-request-id')).toMatch(/^req_[0-9A-Z]{26}$/);
  const given = await web.call('GET', '/v1/messages', null, undefined, { 'X-Request-Id': 'abc-7' });
  expect([given.headers.get('x-request-id'), given.body.request_id]).toEqual(['abc-7', 'abc-7']);
  const strange = await web.call('GET', '/v1/messages', null, undefined, { 'X-Request-Id': '{"a":1}' });
  expect(strange.headers.get('x-request-id')).toMatch(/^req_/);
  expect(web.logs.some((line) => JSON.parse(line).request_id === 'abc-7')).toBe(true);
});

it('logs no number, no text, no query and no key, whatever happens', async () => {
  const key = await web.key();
  const secret = 'zebra crossing';
  const to = '+61498765432';
  await web.call('POST', '/v1/messages', key, { ...alert, to, body: secret });
  await web.call('POST', '/v1/messages', key, { ...alert, to, body: secret, extra: secret });
  await web.call('POST', '/v1/messages', key, `{"to":"${to}","body":"${secret}`);
  await web.call('GET', `/v1/messages?to=${encodeURIComponent(to)}&client_ref=${encodeURIComponent(secret)}`, key);
  // A statement that fails quotes its values in the error's text.
  await web.database.knex.schema.renameTable('messages', 'messages_away');
  const failed = await web.call('POST', '/v1/messages', key, { ...alert, to, body: secret });
  await web.database.knex.schema.renameTable('messages_away', 'messages');
  expect([failed.status, failed.body.code]).toEqual([500, 'internal_error']);
  const logged = web.logs.join('\n');
  expect(logged).toContain('ER_NO_SUCH_TABLE');
  expect(logged).toContain('POST /v1/messages 202');
  expect(logged).not.toMatch(/zebra|98765432|wk_live/);
  expect(JSON.stringify(failed.body)).not.toMatch(/zebra|98765432|INSERT/);
});

it('says nothing about itself, lets nothing run and nothing be kept', async () => {
  const { headers } = await web.call('GET', '/v1/messages', await web.key());
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
});

it('is healthy without a key, and logs no probes', async () => {
  const before = web.logs.length;
  expect(await web.call('GET', '/healthz', null)).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await web.call('GET', '/readyz', null)).toMatchObject({
    status: 200,
    body: { status: 'ready', parts: { database: 'ok' } },
  });
  expect(web.logs.length).toBe(before);
});
