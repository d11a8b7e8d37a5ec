import { request } from 'node:http';
import type { RowDataPacket } from 'mysql2/promise';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { type Platform, preparePlatform } from './platform';
import { mix, numbers, sentTwice, truth } from './truth';
import { waitUntil } from './wait';

jest.setTimeout(120_000);

const binds = 4;
let simulator: Simulator;
let platform: Platform;
beforeAll(async () => {
  simulator = await startSimulator({ record: true, mix, responseDelay: 100, receiptDelay: 200 });
  const settings = { binds, window: 20, response_timeout: '5s', validity: '90s', rebind: { first: '100ms' } };
  platform = await preparePlatform({ carriers: { main: { port: simulator.port, ...settings } } });
  await Promise.all([platform.start('web'), platform.start('timer')]);
});
afterAll(async () => {
  await platform?.stop();
  await simulator?.close();
});

/** A lease that outlasts the test: a bind that another process takes was given back, and did not run out. */
const longLease = { BIND_LOCK: '5m' };
const startSubmit = () => platform.start('submit', longLease);

describe('a submit process that is told to stop in mid-batch', () => {
  it('leaves nothing in doubt, gives its binds back, and the next ones go on', async () => {
    const first = await startSubmit();
    await waitUntil('it holds every bind', () => simulator.stats().binds === binds);
    const second = await startSubmit();
    await waitUntil('the second has its share', () => second.log.filter(({ msg }) => msg === 'bound').length >= 2);
    const batchId = await platform.send(numbers('+6141', 2000));

    await waitUntil('the batch is under way', () => simulator.stats().accepted >= 300);
    expect(await first.stop()).toBe('code 0');
    await waitUntil('the second holds every bind', () => simulator.stats().binds === binds);
    await waitUntil('the batch has gone on', () => simulator.stats().accepted >= 700);
    expect(await second.stop()).toBe('code 0');

    const between = await platform.counts(batchId);
    expect(between.sent ?? 0).toBe(0);
    expect(between.queued).toBeGreaterThan(0);
    expect(simulator.stats().binds).toBe(0);

    await startSubmit();
    const rows = await truth(platform, batchId, [simulator]);
    expect(rows.filter(({ status, attempts }) => status === 'unknown' || attempts !== 1)).toEqual([]);
    expect(sentTwice(simulator)).toEqual([]);
    expect(simulator.stats().peakBinds).toBe(binds);
    expect(await doubts()).toEqual([]);
  });
});

async function doubts(): Promise<RowDataPacket[]> {
  const [rows] = await platform.database.pool.query<RowDataPacket[]>(
    "SELECT message_id, detail FROM message_events WHERE kind = 'in_doubt'",
  );
  return rows;
}

describe('a web process that is told to stop', () => {
  it('finishes the request that is under way, and takes no further one', async () => {
    const web = await platform.start('web');
    const { port } = await web.says('listening');
    const body = JSON.stringify({
      messages: numbers('+6142', 500).map(({ to }) => ({ to, from: 'ACME', body: 'last' })),
    });
    const { key } = platform;
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const options = { host: '127.0.0.1', port: Number(port), path: '/v1/batches', method: 'POST', headers };
    const upload = request({ ...options, agent: false });
    const answer = new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      upload.once('error', reject);
      upload.once('response', (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      });
    });
    upload.write(body.slice(0, body.length / 2));
    // The first half has arrived once a request behind it on the same process is answered.
    expect((await platform.call('GET', '/healthz')).status).toBe(200);

    const ended = web.stop();
    await web.says('stopping');
    upload.end(body.slice(body.length / 2));
    const { status, text } = await answer;
    expect(status).toBe(202);
    expect(await ended).toBe('code 0');
    await expect(platform.call('GET', '/healthz')).rejects.toThrow();

    const rows = await truth(platform, JSON.parse(text).id, [simulator]);
    expect(rows).toHaveLength(500);
  });
});
