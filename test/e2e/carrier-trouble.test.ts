import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { type Platform, preparePlatform } from './platform';
import { freePort } from './port';
import { lies, mix, numbers, sentTwice, taken, truth } from './truth';
import { waitUntil } from './wait';

jest.setTimeout(120_000);

const quirks = { record: true, mix, responseDelay: 20, receiptDelay: 200, receiptRetry: 200 };
const settings = {
  binds: 2,
  window: 20,
  response_timeout: '1s',
  validity: '60s',
  in_doubt: { after: '2s' },
  rebind: { first: '50ms', cap: '300ms' },
  throttle_pause: '200ms',
};
const carriers = ['dropping', 'stalling', 'throttling', 'refusing', 'restarting', 'garbling'] as const;
type Name = (typeof carriers)[number];
const prefixOf = (name: Name) => `+614${carriers.indexOf(name) + 1}`;

let simulators: Map<Name, Simulator>;
let garbler: Garbler;
let platform: Platform;
beforeAll(async () => {
  garbler = await startGarbler();
  simulators = new Map();
  for (const name of carriers) {
    if (name === 'garbling') continue;
    const own = name === 'throttling' ? { rate: 100 } : name === 'restarting' ? { port: await freePort() } : {};
    simulators.set(name, await startSimulator({ ...quirks, ...own }));
  }
  const portOf = (name: Name) => simulators.get(name)?.port ?? garbler.port;
  platform = await preparePlatform({
    carriers: {
      ...Object.fromEntries(carriers.map((name) => [name, { port: portOf(name), ...settings }])),
      // What its first run owes it never tells.
      restarting: { port: portOf('restarting'), ...settings, validity: '10s', receipts: { grace: '500ms' } },
    },
    routes: carriers.map((name) => ({ match: { prefix: prefixOf(name) }, carriers: [name] })),
  });
  await Promise.all((['web', 'timer', 'submit'] as const).map((name) => platform.start(name)));
});
afterAll(async () => {
  await platform?.stop();
  await Promise.all([...(simulators?.values() ?? [])].map((simulator) => simulator.close()));
  await garbler?.close();
});

const simulatorOf = (name: Name) => simulators.get(name) as Simulator;
const send = (name: Name, count: number) => platform.send(numbers(prefixOf(name), count));

it('a link that drops again and again costs no message, and sends none twice', async () => {
  const simulator = simulatorOf('dropping');
  const batchId = await send('dropping', 1500);
  for (let drop = 0; drop < 12; drop++) {
    const before = simulator.stats().submits;
    await waitUntil('it is under way again', () => simulator.stats().submits >= Math.min(1500, before + 60));
    simulator.dropLinks();
  }
  await truth(platform, batchId, [simulator]);
  expect(sentTwice(simulator)).toEqual([]);
});

it('a carrier that stalls loses what it read meanwhile, and nothing else', async () => {
  const simulator = simulatorOf('stalling');
  const batchId = await send('stalling', 800);
  await waitUntil('it is under way', () => simulator.stats().accepted >= 200);
  simulator.stall();
  const hasDoubts = async () => (await platform.messages(batchId)).some(({ inDoubt }) => inDoubt);
  await waitUntil('messages without an answer are in doubt', hasDoubts);
  simulator.unstall();
  const rows = await truth(platform, batchId, [simulator]);
  expect(rows.filter((row) => row.status === 'unknown').length).toBeGreaterThan(0);
  expect(sentTwice(simulator)).toEqual([]);
});

it('a carrier that throttles gets everything in the end, and no attempt is used up', async () => {
  const simulator = simulatorOf('throttling');
  const rows = await truth(platform, await send('throttling', 400), [simulator]);
  expect(simulator.stats().throttled).toBeGreaterThan(0);
  expect(rows.filter((row) => row.attempts !== 1 || taken(simulator, row) !== 1)).toEqual([]);
});

it('messages stay Queued, and untried, while a carrier refuses to let us in', async () => {
  const simulator = simulatorOf('refusing');
  const [alreadyBound, systemError] = [0x05, 0x08];
  simulator.refuseBinds(systemError);
  simulator.dropLinks();
  const refused = simulator.stats().bindsRefused;
  await waitUntil('the links are gone', () => simulator.stats().binds === 0);
  const batchId = await send('refusing', 300);
  await waitUntil('it has refused some binds', () => simulator.stats().bindsRefused >= refused + 3);
  simulator.refuseBinds(alreadyBound);
  await waitUntil('it has refused more of them', () => simulator.stats().bindsRefused >= refused + 6);
  const waiting = await platform.messages(batchId);
  expect(waiting.filter(({ status, attempts }) => status !== 'queued' || attempts > 0)).toEqual([]);
  simulator.refuseBinds(undefined);
  const rows = await truth(platform, batchId, [simulator]);
  expect(rows.filter((row) => row.attempts !== 1 || taken(simulator, row) !== 1)).toEqual([]);
});

it('a carrier that is restarted goes on where it was', async () => {
  const before = simulatorOf('restarting');
  const batchId = await send('restarting', 1200);
  await waitUntil('it is under way', () => before.stats().accepted >= 300);
  await before.close();
  await sleep(500);
  const after = await startSimulator({ ...quirks, port: before.port });
  simulators.set('restarting', after);
  const rows = await platform.settled(batchId);
  const untold = rows.filter((row) => taken(before, row) > 0 && row.error === 'receipt_timeout');
  const told = rows.filter((row) => !untold.includes(row));
  expect(untold.length).toBeLessThan(rows.length / 2);
  expect(lies(told, [before, after]).filter(({ error }) => error !== 'response_lost')).toEqual([]);
  expect(rows.filter((row) => taken(before, row) + taken(after, row) > 1)).toEqual([]);
  expect(rows.filter((row) => taken(after, row) > 0).length).toBeGreaterThan(0);
});

it('a carrier that talks nonsense costs its link a reconnect and no message', async () => {
  const batchId = await send('garbling', 300);
  await waitUntil('every kind of nonsense was heard', () => garbler.heard() >= 2 * nonsense.length);
  const waiting = await platform.messages(batchId);
  expect(waiting.filter(({ status, attempts }) => status !== 'queued' || attempts > 0)).toEqual([]);
  await garbler.close();
  const simulator = await startSimulator({ ...quirks, port: garbler.port });
  simulators.set('garbling', simulator);
  const rows = await truth(platform, batchId, [simulator]);
  expect(rows.filter((row) => taken(simulator, row) !== 1)).toEqual([]);
});

it('no process has died of it', () => {
  expect(platform.children.filter(({ end }) => end !== null)).toEqual([]);
});

/** Answers to a bind (whose sequence number was 1) that no SMSC should give. */
const nonsense: readonly (() => Buffer)[] = [
  () => randomBytes(4096),
  () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
  () => header(0, 0x80000009, 0, 1),
  () => header(15, 0x80000009, 0, 1),
  () => header(0x7fffffff, 0x80000009, 0, 1),
  () => Buffer.concat([header(20, 0x80000009, 0, 999), Buffer.from('abc\0')]),
  () => header(16, 0x12345678, 0, 1),
  () => header(16, 0x80000000, 0x03, 1),
  () => Buffer.concat([header(24, 0x80000009, 0, 1), Buffer.from('no end!!')]),
  () => Buffer.alloc(0),
];

function header(...words: [length: number, command: number, status: number, sequence: number]): Buffer {
  const bytes = Buffer.alloc(16);
  for (const [index, word] of words.entries()) bytes.writeUInt32BE(word, index * 4);
  return bytes;
}

interface Garbler {
  readonly port: number;
  /** How many binds were answered with nonsense. */
  heard(): number;
  close(): Promise<void>;
}

/** A server that answers each bind with the next kind of nonsense, then hangs up. */
async function startGarbler(): Promise<Garbler> {
  let heard = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => {
      const kind = nonsense[heard % nonsense.length];
      heard += 1;
      if (kind) socket.end(kind());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
