import { type Simulator, startSimulator } from '../../simulator/simulator';
import type { Child } from './child';
import { type Platform, preparePlatform, type Row } from './platform';
import { lies, mix, numbers, sentTwice, taken, truth } from './truth';
import { waitUntil } from './wait';

jest.setTimeout(120_000);

const [binds, window, count] = [4, 20, 1000];
const settings = { binds, window, response_timeout: '2s', validity: '90s', rebind: { first: '100ms' } };

let once: Simulator;
let again: Simulator;
let platform: Platform;
beforeAll(async () => {
  const quirks = { record: true, mix, responseDelay: 60, receiptDelay: 200, receiptRetry: 300 };
  [once, again] = await Promise.all([startSimulator(quirks), startSimulator(quirks)]);
  platform = await preparePlatform({
    carriers: {
      once: { port: once.port, ...settings, in_doubt: { after: '3s' } },
      again: { port: again.port, ...settings, in_doubt: { after: '3s', policy: 'resend' } },
    },
    routes: [{ match: { prefix: '+6142' }, carriers: ['again'] }, { carriers: ['once'] }],
  });
});
afterAll(async () => {
  await platform?.stop();
  await Promise.all([once?.close(), again?.close()]);
});

describe('two submit processes share the binds, and three times one is killed in mid-batch', () => {
  let rows: { once: Row[]; again: Row[] };
  let batches: string[];
  const kills = 3;
  beforeAll(async () => {
    const allBound = () => once.stats().binds === binds && again.stats().binds === binds;
    const figures = () => JSON.stringify([once.stats().binds, again.stats().binds, once.stats().accepted]);
    await Promise.all([platform.start('web'), platform.start('timer')]);
    let [first, second] = await Promise.all([platform.start('submit'), platform.start('submit')]);
    await waitUntil('every bind is up', allBound, figures);
    await waitUntil('both processes hold some', () => [first, second].every(holdsBinds));

    batches = await Promise.all([numbers('+6141', count), numbers('+6142', count)].map(platform.send));
    for (let kill = 1; kill <= kills; kill++) {
      const far = (count * kill) / (kills + 2);
      const isFar = () => once.stats().accepted >= far && again.stats().accepted >= far;
      await waitUntil(`both batches are at ${far}`, isFar, figures);
      await first.kill();
      await waitUntil('the survivor holds every bind', allBound, figures);
      [first, second] = [second, await platform.start('submit')];
    }
    const [toOnce = '', toAgain = ''] = batches;
    rows = { once: await truth(platform, toOnce, [once]), again: await truth(platform, toAgain, [again]) };
  });

  it('every message ends in its true status', () => {
    expect(rows.once).toHaveLength(count);
    expect(lies(rows.once, [once])).toEqual([]);
  });

  it('the counts of the batches are those of their messages', async () => {
    for (const batchId of batches) {
      const { final, ...counts } = await platform.counts(batchId);
      const { body } = await platform.call('GET', `/v1/batches/${batchId}`);
      expect(body).toMatchObject({ counts, total: count, final_count: final });
      expect(Object.values<number>(body.counts).reduce((sum, each) => sum + each)).toBe(count);
    }
  });

  it('none is sent twice', () => {
    expect(sentTwice(once)).toEqual([]);
  });

  it('no more are in doubt for good than the windows held', () => {
    const doubtful = rows.once.filter(({ status }) => status === 'unknown');
    expect(doubtful.length).toBeLessThanOrEqual(kills * binds * window);
    expect(doubtful.every(({ error }) => error === 'response_lost')).toBe(true);
  });

  it('with the policy resend every message is taken, and only those marked possible_duplicate perhaps twice', () => {
    expect(lies(rows.again, [again])).toEqual([]);
    expect(rows.again.filter((row) => taken(again, row) === 0)).toEqual([]);
    expect(rows.again.filter((row) => taken(again, row) > 1 && !row.possibleDuplicate)).toEqual([]);
  });

  it('there were never more binds than the carrier allows', () => {
    expect([once, again].map((simulator) => simulator.stats().peakBinds)).toEqual([binds, binds]);
  });
});

function holdsBinds(child: Child): boolean {
  return child.log.some(({ msg }) => msg === 'bound');
}
