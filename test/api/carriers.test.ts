import type { BindJob } from '../../queues/binds';
import { startWeb } from './web';

const bind = (carrier: string, slot: number, state: string): BindJob => ({ carrier, slot, state, holder: 'host/1' });

it('shows admins every carrier with its binds, and no secrets', async () => {
  const web = await startWeb({ parts: { binds: async () => [bind('acme', 2, 'open'), bind('acme', 1, 'bound')] } });
  const answer = await web.call('GET', '/v1/carriers', await web.key({ scopes: ['admin'] }));
  expect(answer.status).toBe(200);
  expect(answer.body.data).toMatchObject([
    {
      name: 'acme',
      tps: 100,
      binds: [
        { slot: 1, state: 'bound', holder: 'host/1' },
        { slot: 2, state: 'open' },
      ],
    },
    { name: 'dear', binds: [] },
  ]);
  expect(JSON.stringify(answer.body)).not.toMatch(/password|system_?id/i);
  expect((await web.call('GET', '/v1/carriers', await web.key())).status).toBe(403);
  await web.stop();
});

it('says so when the binds can not be asked', async () => {
  const web = await startWeb({ parts: { binds: () => Promise.reject(new Error('away')) } });
  const answer = await web.call('GET', '/v1/carriers', await web.key({ scopes: ['admin'] }));
  expect([answer.status, answer.body.code]).toEqual([503, 'queue_unavailable']);
  expect(answer.headers.get('retry-after')).toBe('5');
  await web.stop();
});

it('lets admins pause a carrier and let it go on', async () => {
  const web = await startWeb();
  const admin = await web.key({ scopes: ['admin'] });
  const paused = await web.call('POST', '/v1/carriers/acme/pause', admin);
  expect([paused.status, paused.body.name]).toEqual([200, 'acme']);
  expect(Date.parse(paused.body.paused_at as string)).not.toBeNaN();
  // A second time changes nothing.
  expect((await web.call('POST', '/v1/carriers/acme/pause', admin)).body.paused_at).toBe(paused.body.paused_at);
  const listed = (await web.call('GET', '/v1/carriers', admin)).body.data;
  expect(listed).toMatchObject([{ paused_at: paused.body.paused_at }, { name: 'dear', paused_at: null }]);
  expect((await web.call('POST', '/v1/carriers/acme/resume', admin)).body.paused_at).toBeNull();
  await web.stop();
});

it('pauses no carrier that there is not, and for nobody but admins', async () => {
  const web = await startWeb();
  const admin = await web.key({ scopes: ['admin'] });
  const absent = await web.call('POST', '/v1/carriers/none/pause', admin);
  expect([absent.status, absent.body.code]).toEqual([404, 'not_found']);
  expect((await web.call('POST', '/v1/carriers/acme/pause', await web.key())).status).toBe(403);
  expect((await web.call('GET', '/v1/carriers/acme/pause', admin)).status).toBe(405);
  await web.stop();
});
