import type { RowDataPacket } from 'mysql2/promise';
import { handOver, type NewMessage } from '../../db/intake';
import { newUlid, toPublic } from '../../message/id';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { type Platform, preparePlatform } from './platform';
import { mix, numbers, sentTwice, truth } from './truth';
import { waitUntil } from './wait';

jest.setTimeout(120_000);

let simulator: Simulator;
let platform: Platform;
beforeAll(async () => {
  simulator = await startSimulator({ record: true, mix, receiptDelay: 200 });
  const settings = { binds: 2, window: 50, response_timeout: '2s', validity: '60s', in_doubt: { after: '2s' } };
  platform = await preparePlatform({
    carriers: {
      main: { port: simulator.port, ...settings, rebind: { first: '100ms' } },
      silent: { port: simulator.port, ...settings, validity: '3s', receipts: { grace: '1s' } },
    },
    routes: [{ match: { prefix: '+1500555' }, carriers: ['silent'] }, { carriers: ['main'] }],
  });
  await Promise.all((['timer', 'submit'] as const).map((name) => platform.start(name)));
});
afterAll(async () => {
  await platform?.stop();
  await simulator?.close();
});

it('what a web process took right before it was killed goes out', async () => {
  const batches = [];
  for (let round = 0; round < 4; round++) {
    const web = await platform.start('web');
    batches.push(await platform.send(numbers('+6141', 400).slice(round * 100, (round + 1) * 100)));
    await web.kill();
  }
  for (const batchId of batches) {
    const rows = await truth(platform, batchId, [simulator]);
    expect(rows).toHaveLength(100);
  }
  expect(sentTwice(simulator)).toEqual([]);
});

it('what was committed by a process that died before it added the jobs goes out', async () => {
  const id = newUlid();
  const now = new Date();
  const { accountId } = platform;
  const batch = { id, accountId, name: null, total: 300, rejections: [], cost: '0', currency: null, createdAt: now };
  const messages = numbers('+6142', 300).map(({ to }) => committed(to, id, now));
  await handOver(
    platform.database.pool,
    { messages, batches: [batch] },
    { shard: 1, parcelReview: 5000, parcelSize: () => 100 },
  );
  const rows = await truth(platform, toPublic('bat', id), [simulator]);
  expect(rows).toHaveLength(300);
  expect(sentTwice(simulator)).toEqual([]);
});

it('deadlines are met and scheduled messages go out though timers are killed in the midst of their tasks', async () => {
  await platform.start('web');
  const sendAt = new Date(Date.now() + 4000).toISOString();
  const [scheduled, silent] = await Promise.all([
    platform.send(numbers('+6143', 50).map(({ to }) => ({ to, send_at: sendAt }))),
    platform.send(Array.from({ length: 20 }, (_, index) => ({ to: '+15005550500', body: `${index}` }))),
  ]);
  for (let kill = 0; kill < 3; kill++) {
    await whileTasksHang(async () => platform.children.findLast(({ name }) => name === 'timer')?.kill());
    await platform.start('timer');
  }
  const rows = await platform.settled(silent);
  expect(rows.map(({ status, error }) => ({ status, error }))).toEqual(
    rows.map(() => ({ status: 'unknown', error: 'receipt_timeout' })),
  );
  await truth(platform, scheduled, [simulator]);
});

/** Holds what every task of the timer reads, until they all wait for it. */
async function whileTasksHang(work: () => Promise<void>): Promise<void> {
  const connection = await platform.database.pool.getConnection();
  await connection.query('LOCK TABLES messages WRITE, parcels WRITE, orphan_receipts WRITE');
  await waitUntil('every task hangs', async () => {
    const [waiting] = await connection.query<RowDataPacket[]>(
      "SELECT info FROM information_schema.processlist WHERE db = DATABASE() AND state LIKE 'Waiting for table%'",
    );
    return ['deadline_at', 'FROM parcels', 'FROM orphan_receipts'].every((task) =>
      waiting.some(({ info }) => info.includes(task)),
    );
  });
  await work();
  await connection.query('UNLOCK TABLES');
  connection.release();
}

function committed(recipient: string, batchId: string, now: Date): NewMessage {
  return {
    id: newUlid(),
    accountId: platform.accountId,
    batchId,
    carrier: 'main',
    failure: null,
    recipient,
    sender: 'ACME',
    country: 'AU',
    body: 'The train leaves at ten.',
    encoding: 'gsm7',
    segments: 1,
    partCount: 1,
    priority: 1,
    requestRead: false,
    price: null,
    currency: null,
    clientRef: null,
    metadata: null,
    tags: null,
    validity: 60,
    queuedAt: now,
    startsAt: now,
  };
}
