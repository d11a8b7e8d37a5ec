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
