import { type Simulator, startSimulator } from '../../simulator/simulator';
import { type Answer, type Platform, preparePlatform } from './platform';
import { waitUntil } from './wait';

jest.setTimeout(120_000);

let simulator: Simulator;
let platform: Platform;
beforeAll(async () => {
  simulator = await startSimulator({ record: true, receiptDelay: 50, mix: 'delivered=1' });
  platform = await preparePlatform({ carriers: { acme: { port: simulator.port, binds: 2 } } });
  // Two processes with a bind each: the parts of a message come to both.
  const timer = { TIMER_INBOUND: '100ms', INBOUND_REASSEMBLY: '1s' };
  await Promise.all([
    platform.start('web'),
    platform.start('submit'),
    platform.start('submit'),
    platform.start('timer', timer),
  ]);
  await waitUntil('both binds are up', () => simulator.stats().binds === 2);
});
afterAll(async () => {
  await platform?.stop();
  await simulator?.close();
});

const ours = '+61480000001';
let handsets = 0;
const newHandset = () => `+6142${String(++handsets).padStart(7, '0')}`;

const say = (from: string, body: string, parts?: readonly number[]) =>
  simulator.sendInbound({ from, to: ours, body, ...(parts ? { parts } : {}) });
const heard = async (from: string) => {
  const { body } = await platform.call('GET', `/v1/inbound?limit=100&from=${encodeURIComponent(from)}`);
  return body.data.reverse() as Answer['body'][];
};
const sendTo = async (to: string) =>
  (await platform.settled(await platform.send([{ to, from: ours, body: 'The train leaves at ten.' }])))[0];
const submitsTo = (to: string) => simulator.stats().byNumber.get(to.slice(1))?.submits ?? 0;

it('a long message comes whole and once, from parts in any order over two binds, delivered again and again', async () => {
  const texts = ['x€'.repeat(300), 'привет 👍 '.repeat(40), 'all the parts at once, '.repeat(40)];
  const parts = [
    [3, 1, 6, 6, 2, 5, 1, 4, 3],
    [4, 4, 2, 1, 3, 5, 6, 2, 6],
  ];
  const froms = texts.map(newHandset);
  await Promise.all(texts.map((text, index) => say(froms[index] as string, text, parts[index])));
  for (const [index, text] of texts.entries()) {
    expect(await heard(froms[index] as string)).toMatchObject([
      { body: text, to: ours, carrier: 'acme', incomplete: false, encoding: index === 1 ? 'ucs2' : 'gsm7' },
    ]);
  }
});

it('a message that never becomes whole is delivered without what it lacks', async () => {
  const from = newHandset();
  await say(from, 'x'.repeat(400), [3, 1]);
  await waitUntil('it is given up', async () => (await heard(from)).length > 0);
  expect(await heard(from)).toMatchObject([{ incomplete: true, parts: 3, missing_parts: [2], body: 'x'.repeat(247) }]);
});

it('who says STOP gets nothing more until START, and the carrier sees nothing of it', async () => {
  const handset = newHandset();
  expect(await sendTo(handset)).toMatchObject({ status: 'delivered' });

  await say(handset, 'Stop!', [1, 1]);
  expect(await heard(handset)).toMatchObject([{ body: 'Stop!', opt_out: 'stop', assigned: true }]);
  const { body } = await platform.call('GET', `/v1/suppressions?recipient=${encodeURIComponent(handset)}`);
  expect(body.data).toMatchObject([{ sender: ours, source: 'stop', inbound_id: (await heard(handset))[0].id }]);
  const before = submitsTo(handset);
  expect(await sendTo(handset)).toMatchObject({ status: 'rejected', error: 'recipient_opted_out', attempts: 0 });
  expect(submitsTo(handset)).toBe(before);

  await say(handset, 'START');
  expect(await sendTo(handset)).toMatchObject({ status: 'delivered' });
});

it('a STOP stops what waits for its time, too', async () => {
  const handset = newHandset();
  await sendTo(handset);
  const sendAt = new Date(Date.now() + 3000).toISOString();
  const { body } = await platform.call('POST', '/v1/messages', {
    to: handset,
    from: ours,
    body: 'later',
    send_at: sendAt,
  });
  expect(body.status).toBe('queued');
  await say(handset, 'STOP');
  const now = async () => (await platform.call('GET', `/v1/messages/${body.id}`)).body;
  await waitUntil('it is final', async () => (await now()).final);
  expect(await now()).toMatchObject({ status: 'rejected', error: { code: 'recipient_opted_out' }, attempts: 0 });
  expect(submitsTo(handset)).toBe(1);
});

it('neither words nor numbers are in any log', async () => {
  const logged = JSON.stringify(platform.children.map(({ log }) => log));
  expect(logged.length).toBeGreaterThan(100);
  for (const secret of ['6142000', '61480000001', 'train leaves', 'привет', 'Stop!'])
    expect(logged).not.toContain(secret);
});
