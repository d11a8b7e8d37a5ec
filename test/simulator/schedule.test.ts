import fc from 'fast-check';
import { createSchedule } from '../../simulator/schedule';

afterEach(() => {
  jest.useRealTimers();
});

/** Runs all delays on a clock of the test's own, and gives the order in which they came. */
function orderOf(delays: readonly number[]): number[] {
  jest.useFakeTimers();
  const schedule = createSchedule(() => Date.now());
  const ran: number[] = [];
  delays.forEach((delay, index) => {
    schedule.after(delay, () => ran.push(index));
  });
  jest.runAllTimers();
  return ran;
}

describe('a schedule', () => {
  it('runs everything once, in the order of its time, and of its coming where times are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 200 }), (delays) => {
        const expected = delays.map((_, index) => index).sort((a, b) => delays[a]! - delays[b]! || a - b);
        expect(orderOf(delays)).toEqual(expected);
      }),
    );
  });

  it('runs what is added while it runs', () => {
    jest.useFakeTimers();
    const schedule = createSchedule(() => Date.now());
    const ran: string[] = [];
    schedule.after(10, () => {
      ran.push('first');
      schedule.after(5, () => ran.push('second'));
    });
    schedule.after(100, () => ran.push('third'));
    jest.runAllTimers();
    expect(ran).toEqual(['first', 'second', 'third']);
  });

  it('runs nothing once it is stopped', () => {
    jest.useFakeTimers();
    const schedule = createSchedule(() => Date.now());
    const ran: string[] = [];
    schedule.after(10, () => ran.push('before'));
    schedule.stop();
    schedule.after(10, () => ran.push('after'));
    jest.runAllTimers();
    expect(ran).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
