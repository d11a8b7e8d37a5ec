import { databaseCheck, redisCheck } from '../../api/readiness';
import { openDatabase } from '../../db/connect';
import type { Parcel } from '../../db/parcels';
import { connectForAdding } from '../../queues/redis';
import { SubmitQueues } from '../../queues/submit';
import { createTestDatabase, type OwnServers, startOwnServers } from '../servers/test-servers';
import { alert, startWeb, tableSizes, type Web } from './web';

let servers: OwnServers;
beforeAll(async () => {
  servers = await startOwnServers();
});
afterAll(() => servers.stop());

describe('while the database is away', () => {
  it('every request is 503 with Retry-After, readiness says which part is missing, and afterwards all works again', async () => {
    const web = await startWeb({ databaseUrl: servers.mariadb.url });
    const key = await web.key({ scopes: ['send', 'read'] });
    expect((await web.call('POST', '/v1/messages', key, alert)).status).toBe(202);
    const before = await tableSizes(web);
    expect(await web.call('GET', '/readyz', null)).toMatchObject({ status: 200, body: { parts: { database: 'ok' } } });

    await servers.mariadb.stop();
    for (const [method, path, body] of [
      ['POST', '/v1/messages', alert],
      ['POST', '/v1/batches', { messages: [alert] }],
      ['GET', '/v1/messages', undefined],
    ] as const) {
      const answer = await web.call(method, path, key, body);
      expect([answer.status, answer.body.code]).toEqual([503, 'storage_unavailable']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await web.call('GET', '/readyz', null)).toMatchObject({
      status: 503,
      body: { status: 'not ready', parts: { database: 'not reachable' } },
    });
    expect((await web.call('GET', '/healthz', null)).status).toBe(200);
    expect(web.added).toHaveLength(1);

    await servers.mariadb.restart();
    expect(await tableSizes(web)).toEqual(before);
    const { status } = await web.call('POST', '/v1/messages', key, alert);
    expect(status).toBe(202);
    expect(await tableSizes(web)).toMatchObject({ messages: 2, parcels: 2, batches: 0 });
    await web.stop();
  });
});

describe('a database without our tables', () => {
  it('is not ready', async () => {
    const { url, drop } = await createTestDatabase();
    const database = openDatabase(url);
    expect(await databaseCheck(database.pool)()).toBe('not migrated');
    await database.close();
    await drop();
  });
});

describe('while Redis is away', () => {
  it('messages are taken all the same, and their parcels wait in the database', async () => {
    const redis = connectForAdding(servers.redis.url);
    const queues = new SubmitQueues(redis);
    queues.of('acme').on('error', () => {});
    const missed: Parcel[] = [];
    const web: Web = await startWeb({
      queue: {
        add: async (parcels) => {
          await queues.add(parcels).catch(() => missed.push(...parcels));
        },
      },
      parts: { checks: { redis: redisCheck(redis) } },
    });
    const key = await web.key();
    expect((await web.call('POST', '/v1/messages', key, alert)).status).toBe(202);
    await servers.redis.stop();
    const { status, body } = await web.call('POST', '/v1/messages', key, alert);
    expect(status).toBe(202);
    const row = await web.database
      .knex('messages')
      .where({ id: body.id.slice(4) })
      .first();
    expect(await web.database.knex('parcels').where({ id: row.parcel_id, state: 'open' })).toHaveLength(1);
    expect(await web.call('GET', '/readyz', null)).toMatchObject({
      status: 503,
      body: { parts: { redis: 'not reachable' } },
    });
    await web.stop();
    expect(missed.map(({ id }) => id)).toContain(row.parcel_id);
    const back = new Promise((resolve) => redis.once('ready', resolve));
    await servers.redis.restart();
    await back;
    await queues.close();
    redis.disconnect();
  });
});
