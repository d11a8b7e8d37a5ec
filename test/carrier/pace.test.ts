import fc from 'fast-check';
import { Pace } from '../../carrier/pace';

/** What goes out at once after a pause: a tenth of a second's worth, and at least one. */
const burstOf = (tps: number) => Math.max(1, tps / 10);

/** Takes all it gets, every millisecond from `from` to `to`; how many that were. */
function drain(pace: Pace, from: number, to: number, wanted = 1000): number {
  let taken = 0;
  for (let now = from; now < to; now++) taken += pace.take(wanted, now);
  return taken;
}

it('never lets more through in any second than the rate and its burst, however it is asked', () => {
  const asks = fc.array(fc.tuple(fc.nat({ max: 400 }), fc.integer({ min: 1, max: 300 })), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), asks, (tps, asked) => {
      const pace = new Pace(tps, 0);
      let now = 0;
      const granted: { now: number; count: number }[] = [];
      for (const [pause, wanted] of asked) {
        now += pause;
        const count = pace.take(wanted, now);
        expect(count).toBeLessThanOrEqual(wanted);
        granted.push({ now, count });
      }
      for (const { now: end } of granted) {
        const within = granted.filter((each) => each.now > end - 1000 && each.now <= end);
        const sum = within.reduce((total, { count }) => total + count, 0);
        expect(sum).toBeLessThanOrEqual(tps + burstOf(tps) + 1e-6);
      }
    }),
  );
});

it.each([1, 7, 100, 1500])('a carrier that allows %i a second gets as many when there is enough to send', (tps) => {
  const taken = drain(new Pace(tps, 0), 0, 10_000);
  expect(taken).toBeGreaterThanOrEqual(10 * tps - 1);
  expect(taken).toBeLessThanOrEqual(10 * tps + burstOf(tps));
});

it('what was not used may be used again, but is never saved up', () => {
  const pace = new Pace(100, 0);
  expect(pace.take(50, 0)).toBe(10);
  pace.giveBack(4);
  expect(pace.take(50, 0)).toBe(4);
  pace.giveBack(1000);
  expect(pace.take(50, 0)).toBe(10);
});

it('says how long to wait for one more', () => {
  const pace = new Pace(4, 0);
  expect(pace.wait(0)).toBe(0);
  pace.take(1, 0);
  expect(pace.wait(0)).toBe(250);
  expect(pace.wait(200)).toBe(50);
  expect([pace.take(1, 249), pace.take(1, 250)]).toEqual([0, 1]);
});

it('a clock that is set back takes nothing away, and gives nothing', () => {
  const pace = new Pace(10, 10_000);
  expect(pace.take(5, 10_000)).toBe(1);
  expect(pace.take(5, 1000)).toBe(0);
  expect(pace.take(5, 1100)).toBe(1);
});

describe('a throttle', () => {
  it('halves the rate', () => {
    const pace = new Pace(100, 0);
    pace.throttled(0);
    expect(pace.current(0)).toBe(50);
  });

  it('that comes with many others counts once', () => {
    const pace = new Pace(100, 0);
    for (let now = 0; now < 1000; now += 10) pace.throttled(now);
    expect(pace.current(0)).toBeGreaterThanOrEqual(50);
    expect(pace.current(999)).toBeLessThanOrEqual(60);
  });

  it('after another second counts again', () => {
    const pace = new Pace(100, 0);
    pace.throttled(0);
    pace.throttled(1000);
    expect(pace.current(1000)).toBeCloseTo(30);
  });

  it('is recovered from, a tenth of the agreed rate each second, and no further', () => {
    const pace = new Pace(100, 0);
    pace.throttled(0);
    expect(pace.current(2000)).toBeCloseTo(70);
    expect(pace.current(5000)).toBe(100);
    expect(pace.current(50_000)).toBe(100);
  });

  it('never stops a bind for good', () => {
    const pace = new Pace(100, 0);
    for (let now = 0; now < 60_000; now += 1000) {
      pace.throttled(now);
      expect(pace.current(now)).toBeGreaterThanOrEqual(1);
    }
    expect(drain(pace, 60_000, 70_000)).toBeGreaterThan(10);
  });

  it('lets no more through than the slower rate and its burst', () => {
    const pace = new Pace(1000, 0);
    pace.throttled(0);
    expect(drain(pace, 0, 100)).toBeLessThanOrEqual(50 + 51);
  });
});

describe('without an agreed rate', () => {
  it('everything goes, until a throttle', () => {
    const pace = new Pace(0, 0);
    expect([pace.take(100_000, 0), pace.take(100_000, 0), pace.wait(0), pace.current(0)]).toEqual([
      100_000,
      100_000,
      0,
      null,
    ]);
  });

  it('a throttle halves what went out in the last seconds', () => {
    const pace = new Pace(0, 0);
    for (let now = 0; now < 4000; now += 10) pace.take(2, now);
    pace.throttled(4000);
    expect(pace.current(4000)).toBeGreaterThan(60);
    expect(pace.current(4000)).toBeLessThan(140);
  });

  it('nothing limits it again once it is well past what was too much', () => {
    const pace = new Pace(0, 0);
    for (let now = 0; now < 2000; now += 10) pace.take(1, now);
    pace.throttled(2000);
    expect(pace.current(3000)).not.toBeNull();
    expect(pace.current(60_000)).toBeNull();
    expect(pace.take(100_000, 60_000)).toBe(100_000);
  });
});
