import fc from 'fast-check';
import { Gate, type Grant } from '../../carrier/gate';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { boundLink, endLinks, type RunningLink, sampleSubmit } from './sample-link';

let simulator: Simulator;
let gate: Gate;

beforeEach(async () => {
  simulator = await startSimulator({ receiptDelay: 60_000 });
  gate = new Gate();
});

afterEach(async () => {
  gate.close();
  await endLinks();
  await simulator.close();
});

async function open(keys: Record<string, unknown> = {}): Promise<RunningLink> {
  const running = await boundLink(simulator, keys, () => gate.pump());
  gate.add(running.link);
  return running;
}

/** What the promises have come to once nothing moves any more; `undefined` for those that still wait. */
async function soFar<T>(promises: readonly Promise<T>[]): Promise<(T | undefined)[]> {
  const values: (T | undefined)[] = new Array(promises.length).fill(undefined);
  for (const [index, promise] of promises.entries()) void promise.then((value) => (values[index] = value));
  await new Promise((resolve) => setTimeout(resolve, 30));
  return values;
}

async function granted(wanted: number, priority = 1): Promise<Grant> {
  const grant = await gate.reserve(wanted, priority);
  if (!grant) throw new Error('no link is live');
  return grant;
}

/** Submits over a grant, as a worker does; settles with the answer. */
function submit(grant: Grant) {
  gate.use(grant);
  const context = { messageId: 'm', part: 1, attempt: 1, claim: 2 };
  return grant.link.submit(sampleSubmit('15005550500'), context).finally(() => gate.pump());
}

it('grants what is asked for, as far as the window goes', async () => {
  const { link } = await open({ window: 10 });
  const [first, second] = [await granted(4), await granted(100)];
  expect([first.left, second.left, link.reserved, link.free]).toEqual([4, 6, 10, 0]);
  expect(first.link).toBe(link);
});

it('what is not used goes back, to whoever waits', async () => {
  const { link } = await open({ window: 3 });
  const first = await granted(3);
  const waiting = gate.reserve(2, 1);
  expect(await soFar([waiting])).toEqual([undefined]);
  gate.release(first);
  expect((await waiting)?.left).toBe(2);
  expect([first.left, link.reserved]).toEqual([0, 2]);
});

it('what is used counts in the window until it is answered', async () => {
  const { link } = await open({ window: 2 });
  const grant = await granted(2);
  simulator.stall();
  const answers = Promise.all([submit(grant), submit(grant)]);
  expect([grant.left, link.reserved, link.inFlight, link.free]).toEqual([0, 0, 2, 0]);
  const waiting = gate.reserve(1, 1);
  expect(await soFar([waiting])).toEqual([undefined]);
  simulator.dropLinks();
  await answers;
  expect(await waiting).toBeNull();
  simulator.unstall();
});

it('urgent waits before bulk, and among equals the first stays first', async () => {
  await open({ window: 1 });
  let held = await granted(1);
  const order: string[] = [];
  const waits = [
    ['bulk', 2],
    ['normal', 1],
    ['urgent', 0],
    ['normal too', 1],
    ['rest of a message', -1],
  ] as const;
  const all = waits.map(async ([name, priority]) => {
    const grant = await granted(1, priority);
    order.push(name);
    held = grant;
  });
  for (let served = 0; served < waits.length; served++) {
    gate.release(held);
    await Promise.race(all.filter((_, index) => !order.includes(waits[index]?.[0] ?? '')));
    expect(order).toHaveLength(served + 1);
  }
  expect(order).toEqual(['rest of a message', 'urgent', 'normal', 'normal too', 'bulk']);
});

describe('without a live link', () => {
  it('nobody waits: there is none', async () => {
    expect([gate.live, await gate.reserve(1, 1)]).toEqual([false, null]);
  });

  it('whoever waited is told when the last one is lost', async () => {
    const { until } = await open({ window: 1 });
    await granted(1);
    const waiting = gate.reserve(1, 1);
    simulator.dropLinks();
    expect(await waiting).toBeNull();
    await until(({ state }) => state === 'bound');
    expect(gate.live).toBe(true);
  });

  it('whoever waited is told when it is taken away', async () => {
    const { link } = await open({ window: 1 });
    await granted(1);
    const waiting = gate.reserve(1, 1);
    gate.remove(link);
    expect(await waiting).toBeNull();
  });

  it('nor with a closed gate, whatever links there are', async () => {
    await open({ window: 1 });
    await granted(1);
    const waiting = gate.reserve(1, 1);
    gate.close();
    expect([await waiting, await gate.reserve(1, 1), gate.live]).toEqual([null, null, false]);
  });
});

it('of several links the one with the most room is taken', async () => {
  const [small, large] = [await open({ window: 3 }), await open({ window: 8 })];
  const grants = [await granted(6), await granted(2), await granted(2)];
  expect(grants.map(({ link }) => link)).toEqual([large.link, small.link, large.link]);
  large.link.abandon('lost');
  await large.ended;
  gate.remove(large.link);
  expect((await granted(1)).link).toBe(small.link);
});

it('a pace grants what it lets go, and the rest when its time has come', async () => {
  const { link } = await open({ window: 50, tps: 40 });
  const first = await granted(50);
  const second = await granted(50);
  expect([first.left, second.left].every((left) => left >= 1 && left <= 4)).toBe(true);
  gate.release(first);
  gate.release(second);
  expect(link.reserved).toBe(0);
});

it('what is promised and what is in flight never go beyond the window, whatever is asked, used and given back', async () => {
  const { link } = await open({ window: 7 });
  const step = fc.oneof(
    fc.integer({ min: 1, max: 10 }).map((wanted) => ({ ask: wanted })),
    fc.nat().map((release) => ({ release })),
    fc.nat().map((use) => ({ use })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const grants: Grant[] = [];
      const asked: Promise<void>[] = [];
      const answers: Promise<unknown>[] = [];
      const holds = () => {
        const promised = grants.reduce((sum, { left }) => sum + left, 0);
        expect(link.reserved).toBe(promised);
        expect(promised + link.inFlight).toBeLessThanOrEqual(7);
      };
      for (const each of steps) {
        if ('ask' in each) asked.push(gate.reserve(each.ask, 1).then((grant) => void (grant && grants.push(grant))));
        const chosen = grants[('release' in each ? each.release : 'use' in each ? each.use : 0) % grants.length];
        if (chosen && 'release' in each) gate.release(chosen);
        if (chosen && 'use' in each && chosen.left > 0) answers.push(submit(chosen));
        await new Promise((resolve) => setImmediate(resolve));
        holds();
      }
      // Everyone is served in the end.
      while ((await soFar([Promise.all(asked)]))[0] === undefined) for (const grant of grants) gate.release(grant);
      for (const grant of grants) gate.release(grant);
      await Promise.all(answers);
      expect([link.reserved, link.inFlight, link.free]).toEqual([0, 0, 7]);
    }),
    { numRuns: 40 },
  );
});
