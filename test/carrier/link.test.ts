import { type Simulator, startSimulator } from '../../simulator/simulator';
import { boundLink, endLinks, type RunningLink, startLink } from './sample-link';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ record: true, receiptRetry: 20 });
});

afterEach(async () => {
  await endLinks();
  await simulator.close();
});

/** Settles once it holds of the simulator. */
async function simulated(holds: (stats: ReturnType<Simulator['stats']>) => boolean): Promise<void> {
  while (!holds(simulator.stats())) await new Promise((resolve) => setTimeout(resolve, 5));
}

const texts = ({ told }: RunningLink) => told.map(({ level, text }) => `${level}: ${text}`);

describe('a link', () => {
  it('binds, submits, and hears the receipt', async () => {
    const running = await boundLink(simulator);
    expect(await running.submit('15005550000')).toMatchObject({
      kind: 'answered',
      commandStatus: 0,
      messageId: expect.any(String),
    });
    await running.until(() => running.delivered.length === 1);
    expect(running.delivered[0]).toMatchObject({ command: 'deliver_sm', sourceAddr: '15005550000' });
    expect([running.link.submitted, running.link.state, texts(running)]).toEqual([1, 'bound', ['info: bound']]);
  });

  it('binds again when it is lost, and goes on', async () => {
    const running = await boundLink(simulator);
    simulator.dropLinks();
    await running.until(({ state }) => state === 'waiting');
    expect([running.link.free, running.link.lastError]).toEqual([0, expect.stringMatching(/\w/)]);
    await running.until(({ state }) => state === 'bound');
    expect(await running.submit()).toMatchObject({ kind: 'answered', commandStatus: 0 });
    expect(simulator.stats().binds).toBe(1);
  });

  it('settles what was in flight when it was lost, as perhaps on the wire', async () => {
    const running = await boundLink(simulator);
    simulator.stall();
    const answers = Promise.all([running.submit(), running.submit()]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    simulator.dropLinks();
    expect(await answers).toEqual([1, 2].map(() => ({ kind: 'unanswered', reason: 'closed', onTheWire: true })));
    simulator.unstall();
  });

  it('tells what is submitted while it is not bound that it never left', async () => {
    const running = startLink(simulator);
    expect(await running.submit()).toEqual({ kind: 'unanswered', reason: 'closed', onTheWire: false });
    await running.until(({ state }) => state === 'bound');
    simulator.dropLinks();
    await running.until(({ state }) => state === 'waiting');
    expect(await running.submit()).toMatchObject({ kind: 'unanswered', onTheWire: false });
  });

  it('has room for its window, less what is in flight and what is promised', async () => {
    const { link, submit } = await boundLink(simulator, { window: 5 });
    expect([link.free, link.inFlight]).toEqual([5, 0]);
    link.reserved = 2;
    const answer = submit();
    expect([link.free, link.inFlight]).toEqual([2, 1]);
    await answer;
    link.reserved = 9;
    expect(link.free).toBe(0);
  });

  it('tells an answer that came too late, with what it was about', async () => {
    await simulator.close();
    simulator = await startSimulator({ responseDelay: 300 });
    const running = await boundLink(simulator, { response_timeout: '100ms' });
    expect(await running.submit('15005550005')).toEqual({ kind: 'unanswered', reason: 'timeout', onTheWire: true });
    await running.until(() => running.late.length > 0);
    expect(running.late).toMatchObject([
      { context: { messageId: '15005550005', part: 1, attempt: 1 }, answer: { kind: 'answered', commandStatus: 0 } },
    ]);
  });

  it('binds a new session when it is told that this one is not what it seems', async () => {
    const running = await boundLink(simulator);
    running.link.rebind('a reason');
    await running.until(({ state }) => state === 'waiting');
    await running.until(({ state }) => state === 'bound');
    expect(texts(running)).toEqual(expect.arrayContaining(['warn: rebinding: a reason']));
    await simulated(({ binds }) => binds === 1);
  });

  it('that is throttled slows down', async () => {
    const { link } = await boundLink(simulator, { tps: 100, binds: 2 });
    expect(link.pace.current(Date.now())).toBe(50);
    link.slowDown();
    expect(link.pace.current(Date.now())).toBeLessThan(30);
    expect(link.throttled).toBe(1);
  });
});

describe('a pair', () => {
  it('submits on its transmitter, and hears on its receiver', async () => {
    const running = await boundLink(simulator, { bind: 'pair' });
    expect(simulator.stats().binds).toBe(2);
    await running.submit();
    expect(simulator.submissions().map(({ bindType }) => bindType)).toEqual(['transmitter']);
    await running.until(() => running.delivered.length === 1);
  });

  it('lives and dies together: the loss of one half is that of both', async () => {
    const running = await boundLink(simulator, { bind: 'pair' });
    // Drops the link that it comes in on, which is the transmitter's.
    const dropped = running.submit('15005551200');
    await running.until(({ state }) => state === 'waiting');
    expect(await dropped).toMatchObject({ kind: 'unanswered', onTheWire: true });
    await running.until(({ state }) => state === 'bound');
    await simulated(({ binds, links }) => binds === 2 && links === 2);
  });

  it('of which one half is refused leaves no half behind', async () => {
    await simulator.close();
    simulator = await startSimulator({ maxBinds: 1 });
    const running = startLink(simulator, { bind: 'pair' });
    await running.until(() => running.told.length >= 2);
    running.link.abandon('seen enough');
    await running.ended;
    await simulated(({ links }) => links === 0);
    expect(texts(running)[0]).toMatch(/bind_transmitter: the carrier refused: ESME_RALYBND/);
  });
});

describe('a carrier that lets nobody in', () => {
  it('for a passing reason is tried again soon', async () => {
    simulator.refuseBinds(0x08);
    const running = startLink(simulator);
    await running.until(() => running.told.length >= 3);
    simulator.refuseBinds(undefined);
    await running.until(({ state }) => state === 'bound');
    expect(texts(running)[0]).toBe('warn: bind_transceiver: the carrier refused: ESME_RSYSERR');
  });

  it.each([0x0d, 0x0e, 0x0f])(
    'since the login is wrong (status %i) is left alone for long, with an alarm',
    async (status) => {
      simulator.refuseBinds(status);
      const running = startLink(simulator);
      await running.until(({ state }) => state === 'waiting');
      simulator.refuseBinds(undefined);
      // Ten of its ordinary pauses: long enough for a link that hammers to be let in.
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect([running.link.state, simulator.stats().bindsRefused, simulator.stats().binds]).toEqual(['waiting', 1, 0]);
      expect(running.told).toEqual([
        { level: 'error', text: expect.stringMatching(/^bind_transceiver: the carrier refused: ESME_/) },
      ]);
    },
  );

  it('is no reason not to stop at once', async () => {
    simulator.refuseBinds(0x0e);
    const running = startLink(simulator);
    await running.until(({ state }) => state === 'waiting');
    await running.link.stop(10_000);
    await running.ended;
    expect(running.link.state).toBe('closed');
  });

  it('and is not even there is tried again', async () => {
    const { port } = simulator;
    await simulator.close();
    const running = startLink({ port });
    await running.until(() => running.told.length >= 3);
    expect(running.link.lastError).toMatch(/ECONNREFUSED/);
  });
});

it('certificate files that can not be read are a failure like others, and end nothing', async () => {
  const running = startLink(simulator, { tls: { ca: '/nonexistent/ca.pem' } });
  await running.until(() => running.told.length >= 2);
  expect(running.link.lastError).toMatch(/^tls: .*ENOENT/);
});

describe('stopping', () => {
  it('waits for what is in flight, takes no more, unbinds, and frees the slot', async () => {
    await simulator.close();
    simulator = await startSimulator({ responseDelay: 50 });
    const running = await boundLink(simulator);
    const answers = Promise.all([running.submit(), running.submit(), running.submit()]);
    const stopped = running.link.stop(10_000);
    expect([running.link.state, running.link.free]).toEqual(['draining', 0]);
    expect(await running.submit()).toMatchObject({ kind: 'unsendable', error: { name: 'IllegalState' } });
    expect((await answers).map(({ kind }) => kind)).toEqual(['answered', 'answered', 'answered']);
    await stopped;
    await running.ended;
    expect(running.link.state).toBe('closed');
    expect(texts(running).at(-1)).toMatch(/^info: link closed: Unbound/);
    await simulated(({ links }) => links === 0);
  });

  it('does not wait for ever for a carrier that says nothing', async () => {
    const running = await boundLink(simulator, { response_timeout: '200ms' });
    simulator.stall();
    const answer = running.submit();
    await running.link.stop(50);
    await running.ended;
    expect(await answer).toMatchObject({ kind: 'unanswered', onTheWire: true });
    simulator.unstall();
  });

  it('unbinds both halves of a pair', async () => {
    const running = await boundLink(simulator, { bind: 'pair' });
    await running.link.stop(1000);
    await running.ended;
    await simulated(({ links }) => links === 0);
  });

  it('a link that has never bound leaves no bind behind', async () => {
    const running = startLink(simulator);
    running.link.abandon('the lease is lost');
    await running.ended;
    await simulated(({ links }) => links === 0);
    expect([running.link.state, simulator.stats().peakBinds]).toEqual(['closed', 0]);
  });
});

it('a link that is abandoned ends at once, and what was in flight is in doubt', async () => {
  const running = await boundLink(simulator);
  simulator.stall();
  const answer = running.submit();
  await new Promise((resolve) => setTimeout(resolve, 20));
  running.link.abandon('the lease is lost');
  await running.ended;
  expect(await answer).toEqual({ kind: 'unanswered', reason: 'closed', onTheWire: true });
  expect(running.link.state).toBe('closed');
  simulator.unstall();
});
