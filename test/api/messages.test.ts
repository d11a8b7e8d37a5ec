import { alert, startWeb, type Web } from './web';

let web: Web;
let key: string;
beforeAll(async () => {
  web = await startWeb();
  key = await web.key();
});
afterAll(() => web.stop());

const post = (body: object, as = key) => web.call('POST', '/v1/messages', as, body);

describe('POST /v1/messages', () => {
  it('answers 202 with the message as it is stored', async () => {
    const { status, body } = await post({
      ...alert,
      client_ref: 'inv-77',
      tags: ['otp'],
      metadata: { a: [1, { b: null }] },
    });
    expect(status).toBe(202);
    expect(body).toEqual({
      id: expect.stringMatching(/^msg_[0-9A-Z]{26}$/),
      batch_id: null,
      client_ref: 'inv-77',
      to: '+61412345678',
      from: 'ACME',
      country: 'AU',
      body: 'The code is 1234',
      encoding: 'gsm7',
      segments: 1,
      priority: 'normal',
      status: 'queued',
      final: false,
      sequence: 1,
      error: null,
      carrier: 'acme',
      attempts: 0,
      possible_duplicate: false,
      price: { amount: '0.0450', currency: 'AUD' },
      metadata: { a: [1, { b: null }] },
      tags: ['otp'],
      queued_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      sent_at: null,
      accepted_at: null,
      final_at: null,
      read_at: null,
    });
    const shown = await web.call('GET', `/v1/messages/${body.id}`, key);
    expect(shown.status).toBe(200);
    expect(shown.body).toEqual({
      ...body,
      timeline: [{ at: body.queued_at, type: 'queued', status: 'queued', detail: {} }],
    });
  });

  it('stores a parcel with the message and adds its job', async () => {
    const { body } = await post({ ...alert, priority: 'urgent' });
    const bare = body.id.slice(4);
    const row = await web.database.knex('messages').where({ id: bare }).first();
    const parcel = await web.database.knex('parcels').where({ id: row.parcel_id }).first();
    expect(parcel).toMatchObject({ carrier: 'acme', priority: 0, size: 1, state: 'open' });
    expect(web.added.map(({ id }) => id)).toContain(row.parcel_id);
  });

  it('charges each segment and plans the text as asked', async () => {
    const { body } = await post({ ...alert, body: 'é'.repeat(200), encoding: 'ucs2' });
    expect(body).toMatchObject({ encoding: 'ucs2', segments: 3, price: { amount: '0.1350', currency: 'AUD' } });
    const smart = await post({ ...alert, body: '“hi”', smart_encoding: true });
    expect(smart.body).toMatchObject({ body: '"hi"', encoding: 'gsm7' });
  });

  it('schedules a message: it waits in a parcel that is due then', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const { status, body } = await post({ ...alert, send_at: at, validity: '2h' });
    expect(status).toBe(202);
    const row = await web.database
      .knex('messages')
      .where({ id: body.id.slice(4) })
      .first();
    expect(row.starts_at.toISOString()).toBe(at);
    expect(row.validity).toBe(7200);
    const parcel = await web.database.knex('parcels').where({ id: row.parcel_id }).first();
    expect(parcel.due_at.toISOString()).toBe(at);
    const { timeline } = (await web.call('GET', `/v1/messages/${body.id}`, key)).body;
    expect(timeline[1]).toMatchObject({ type: 'scheduled', detail: { send_at: at } });
  });

  it("takes the carrier's validity where the sender says none", async () => {
    const { body } = await post(alert);
    const row = await web.database
      .knex('messages')
      .where({ id: body.id.slice(4) })
      .first();
    expect(row.validity).toBe(86_400);
  });

  it('stores a message without a route as Failed and says why', async () => {
    const { status, body } = await post({ ...alert, to: '+447400123456' });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      status: 'failed',
      final: true,
      carrier: null,
      price: null,
      error: { code: 'no_route', category: 'platform', permanent: true, carrier_code: null, raw: null },
    });
    expect(body.final_at).toBe(body.queued_at);
    const shown = await web.call('GET', `/v1/messages/${body.id}`, key);
    expect(shown.body.timeline.at(-1)).toMatchObject({
      type: 'final',
      status: 'failed',
      detail: { reason: 'no_route' },
    });
  });

  it("lets a test key reach the simulator's numbers and no other", async () => {
    const test = await web.key({ mode: 'test' });
    expect((await post({ ...alert, to: '+15005550000' }, test)).status).toBe(202);
    const refused = await post(alert, test);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      code: 'test_key_recipient',
      errors: [{ pointer: '/to', code: 'test_key_recipient' }],
    });
  });
});

describe('POST /v1/messages/{id}/cancel', () => {
  it('takes a queued message back', async () => {
    const { body } = await post(alert);
    const canceled = await web.call('POST', `/v1/messages/${body.id}/cancel`, key);
    expect(canceled.status).toBe(200);
    expect(canceled.body).toMatchObject({ status: 'failed', final: true, sequence: 2, error: { code: 'canceled' } });
    const { timeline } = (await web.call('GET', `/v1/messages/${body.id}`, key)).body;
    expect(timeline.map(({ type }: { type: string }) => type)).toEqual(['queued', 'canceled']);
  });

  it.each(['sent', 'accepted', 'delivered', 'failed'])('leaves a message that is %s as it is', async (status) => {
    const { body } = await post(alert);
    const id = body.id.slice(4);
    await web.database.knex('messages').where({ id }).update({ status });
    const refused = await web.call('POST', `/v1/messages/${body.id}/cancel`, key);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'not_cancelable', detail: expect.stringContaining(status) });
    expect(await web.database.knex('messages').where({ id }).first()).toMatchObject({ status, sequence: 1 });
  });
});
