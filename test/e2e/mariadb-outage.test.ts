import { type Simulator, startSimulator } from '../../simulator/simulator';
import { type OwnServers, startOwnServers } from '../servers/test-servers';
import { type Platform, preparePlatform } from './platform';
import { mix, numbers, sentTwice, truth } from './truth';
import { waitUntil } from './wait';

jest.setTimeout(120_000);

const count = 2000;
let servers: OwnServers;
let simulator: Simulator;
let platform: Platform;
beforeAll(async () => {
  const quirks = { record: true, mix, responseDelay: 200, receiptDelay: 400, receiptRetry: 300 };
  [servers, simulator] = await Promise.all([startOwnServers(), startSimulator(quirks)]);
  const settings = { binds: 2, window: 100, response_timeout: '5s', validity: '90s', in_doubt: { after: '2s' } };
  platform = await preparePlatform({
    servers: { databaseUrl: servers.mariadb.url, redisUrl: servers.redis.url },
    carriers: { main: { port: simulator.port, ...settings, rebind: { first: '100ms' } } },
  });
  await Promise.all((['web', 'timer', 'submit', 'submit'] as const).map((name) => platform.start(name)));
});
afterAll(async () => {
  await platform?.stop();
  await simulator?.close();
  await servers?.stop();
});

const outages = [
  { how: 'is shut down', signal: 'SIGTERM', prefix: '+6141' },
  { how: 'is killed', signal: 'SIGKILL', prefix: '+6142' },
] as const;

describe.each(outages)('MariaDB $how while receipts and answers arrive', ({ signal, prefix }) => {
  let batchId: string;
  let refusedBefore: number;
  beforeAll(async () => {
    refusedBefore = simulator.stats().receiptsRefused;
    const acceptedBefore = simulator.stats().accepted;
    batchId = await platform.send(numbers(prefix, count));
    await waitUntil('receipts arrive', () => simulator.stats().accepted >= acceptedBefore + 500);
    await servers.mariadb.kill(signal);
  });

  it('receipts are refused, so that they come again', async () => {
    await waitUntil('receipts are refused', () => simulator.stats().receiptsRefused >= refusedBefore + 100);
  });

  it('HTTP says 503, and why', async () => {
    const { status, body } = await platform.call('POST', '/v1/messages', {
      to: '+61499999999',
      from: 'ACME',
      body: 'x',
    });
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'storage_unavailable' });
    expect((await platform.call('GET', '/readyz')).status).toBe(503);
    expect((await platform.call('GET', '/healthz')).status).toBe(200);
  });

  it('after it every message ends in its true status, and none is sent twice', async () => {
    await servers.mariadb.restart();
    const rows = await truth(platform, batchId, [simulator]);
    expect(rows).toHaveLength(count);
    expect(sentTwice(simulator)).toEqual([]);
    expect(simulator.stats().receiptsAbandoned).toBe(0);
  });

  it('and HTTP works again', async () => {
    const { status, body } = await platform.call('POST', '/v1/messages', {
      to: '+61499999999',
      from: 'ACME',
      body: signal,
    });
    expect(status).toBe(202);
    const isFinal = async () => (await platform.call('GET', `/v1/messages/${body.id}`)).body.final;
    await waitUntil('the message is final', isFinal);
  });
});

it('no process has died of it', async () => {
  expect(platform.children.map(({ name, end }) => ({ name, end }))).toEqual(
    ['web', 'timer', 'submit', 'submit'].map((name) => ({ name, end: null })),
  );
});
