import { Redis } from 'ioredis';
import { redisOptions } from '../../queues/redis-url';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { type OwnServers, startOwnServers } from '../servers/test-servers';
import { type Platform, preparePlatform } from './platform';
import { freePort } from './port';
import { mix, numbers, sentTwice, truth } from './truth';
import { waitUntil } from './wait';

jest.setTimeout(120_000);

const settings = { binds: 2, window: 50, response_timeout: '2s', validity: '90s', in_doubt: { after: '2s' } };
const quirks = { record: true, mix, responseDelay: 60, receiptDelay: 200, receiptRetry: 300 };

let servers: OwnServers;
let busy: Simulator;
let late: Simulator | undefined;
let latePort: number;
let platform: Platform;
beforeAll(async () => {
  [servers, busy, latePort] = await Promise.all([startOwnServers(), startSimulator(quirks), freePort()]);
  platform = await preparePlatform({
    servers: { databaseUrl: servers.mariadb.url, redisUrl: servers.redis.url },
    carriers: {
      busy: { port: busy.port, ...settings, rebind: { first: '100ms' } },
      late: { port: latePort, ...settings, rebind: { first: '100ms', cap: '500ms' } },
    },
    routes: [{ match: { prefix: '+6142' }, carriers: ['late'] }, { carriers: ['busy'] }],
  });
  await Promise.all((['web', 'timer', 'submit', 'submit'] as const).map((name) => platform.start(name)));
  await waitUntil('the binds are up', () => busy.stats().binds === 2);
});
afterAll(async () => {
  await platform?.stop();
  await Promise.all([busy?.close(), late?.close()]);
  await servers?.stop();
});

it('after FLUSHALL in mid-batch everything goes out, what was waiting too, and nothing twice', async () => {
  const waiting = await platform.send(numbers('+6142', 700));
  const flowing = await platform.send(numbers('+6141', 3000));
  await waitUntil('the batch is under way', () => busy.stats().accepted >= 500);
  const redis = new Redis(redisOptions(servers.redis.url));
  await redis.flushall();
  redis.disconnect();
  expect((await platform.counts(waiting)).queued).toBe(700);
  late = await startSimulator({ ...quirks, port: latePort });

  await truth(platform, flowing, [busy]);
  const afterwards = await truth(platform, waiting, [late]);
  expect(afterwards.filter(({ status }) => status === 'unknown')).toEqual([]);
  await waitUntil('every bind is back', () => busy.stats().binds === 2 && late?.stats().binds === 2);
  expect([busy, late].flatMap(sentTwice)).toEqual([]);
  expect([busy, late].map((simulator) => simulator.stats().peakBinds)).toEqual([2, 2]);
});

it('with Redis killed messages are taken all the same, and go out when it is back', async () => {
  await servers.redis.kill();
  const batches = [];
  for (let round = 0; round < 5; round++) {
    const messages = numbers('+6141', 5000).slice(4000 + round * 40, 4040 + round * 40);
    batches.push(await platform.send(messages));
  }
  const single = await platform.call('POST', '/v1/messages', { to: '+61419999999', from: 'ACME', body: 'alone' });
  expect(single.status).toBe(202);
  await waitUntil('the leases are lost with Redis', () => busy.stats().binds === 0);
  await servers.redis.restart();
  for (const batch of batches) await truth(platform, batch, [busy]);
  await waitUntil(
    'the single one is final',
    async () => (await platform.call('GET', `/v1/messages/${single.body.id}`)).body.final,
  );
  expect(sentTwice(busy)).toEqual([]);
});
