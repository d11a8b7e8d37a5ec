import type { Queue } from 'bullmq';
import { openBindsQueue } from '../../queues/binds';
import { connectForAdding, type Redis } from '../../queues/redis';
import { SubmitQueues } from '../../queues/submit';
import { createTestRedis, type TestRedis } from '../servers/test-servers';
import { startWeb, type Web } from './web';

let store: TestRedis;
let redis: Redis;
let submit: SubmitQueues;
let queues: Queue[];
let web: Web;
let writable: Web;
let admin: string;

beforeAll(async () => {
  store = await createTestRedis();
  redis = connectForAdding(store.url);
  submit = new SubmitQueues(redis);
  queues = [submit.of('acme'), openBindsQueue(redis)];
  await queues[1]!.add('acme/1', { carrier: 'acme', slot: 1 }, { jobId: 'acme/1' });
  web = await startWeb({ queue: submit, parts: { board: { queues, readOnly: true } } });
  writable = await startWeb({ parts: { board: { queues, readOnly: false } } });
  admin = await web.key({ scopes: ['admin'] });
});
afterAll(async () => {
  await Promise.all([web.stop(), writable.stop()]);
  await submit.close();
  await queues[1]!.close();
  await store.flush();
  redis.disconnect();
});

const basic = (key: string) => ({ Authorization: `Basic ${Buffer.from(`anyone:${key}`).toString('base64')}` });

describe('/queues', () => {
  it('asks a browser for the key, and takes it as a password or a bearer', async () => {
    const asked = await web.call('GET', '/queues/', null);
    expect([asked.status, asked.body.code]).toEqual([401, 'missing_key']);
    expect(asked.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    expect((await web.call('GET', '/queues/', null, undefined, basic(admin))).status).toBe(200);
    expect((await web.call('GET', '/queues/', admin)).status).toBe(200);
  });

  it('is for admins, and never takes a key from the URL', async () => {
    const key = await web.key({ scopes: ['send', 'read'] });
    expect((await web.call('GET', '/queues/', key)).status).toBe(403);
    expect((await web.call('GET', '/queues/api/queues', null, undefined, basic(key))).status).toBe(403);
    expect((await web.call('GET', `/queues/?key=${admin}`, null)).status).toBe(401);
    expect((await web.call('GET', '/queues/static/images/logo.svg', null)).status).toBe(401);
  });

  it('shows every queue, and no number and no text of a message', async () => {
    const sender = await web.key();
    const message = { to: '+61412345678', from: 'ACME', body: 'a text of mine' };
    await web.call('POST', '/v1/messages', sender, message);
    // The job is added when 202 is already said; the next answer from the queue comes after it.
    while ((await submit.of('acme').getJobCountByTypes('wait', 'prioritized')) === 0);
    const { status, body } = await web.call('GET', '/queues/api/queues?activeQueue=submit-acme&status=latest', admin);
    expect(status).toBe(200);
    expect(body.queues.map(({ name }: { name: string }) => name)).toEqual(['submit-acme', 'binds']);
    expect(JSON.stringify(body)).toContain('parcel');
    expect(JSON.stringify(body)).not.toMatch(/61412345678|a text of mine/);
  });

  it('loads nothing from another host', async () => {
    const { headers, body } = await web.call('GET', '/queues/', admin);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    const loaded = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]: string[]) => url ?? '');
    expect(loaded.length).toBeGreaterThan(3);
    for (const url of loaded) {
      expect(url).not.toMatch(/^(https?:)?\/\//);
      const { status } = await web.call('GET', url.startsWith('/') ? url : `/queues/${url}`, admin);
      expect(status).toBe(200);
    }
  });

  it.each(['PUT', 'POST', 'PATCH', 'DELETE'])(
    'is read-only: %s is refused before the board sees it',
    async (method) => {
      const answer = await web.call(method, '/queues/api/queues/binds/pause', admin);
      expect([answer.status, answer.body.code]).toEqual([403, 'read_only']);
      expect(await queues[1]!.isPaused()).toBe(false);
    },
  );

  it('changes queues where that was asked for, but not for another site', async () => {
    const key = await writable.key({ scopes: ['admin'] });
    const pause = '/queues/api/queues/binds/pause';
    const foreign = await writable.call('PUT', pause, key, undefined, { 'Sec-Fetch-Site': 'cross-site' });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'cross_site']);
    expect(await queues[1]!.isPaused()).toBe(false);
    expect((await writable.call('PUT', pause, key)).status).toBe(200);
    expect(await queues[1]!.isPaused()).toBe(true);
  });
});
