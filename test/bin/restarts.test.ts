import fc from 'fast-check';
import { keepLiving, restartDelay } from '../../bin/restarts';

it('the pause before a restart grows and is capped', () => {
  expect([1, 2, 3, 10, 2000].map(restartDelay)).toEqual([200, 400, 800, 10_000, 10_000]);
  fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), (n) => restartDelay(n) <= restartDelay(n + 1)));
});

it('lives follow one another until one is the last', async () => {
  const lives = ['again', 'again', 'last', 'again'] as const;
  let count = 0;
  await keepLiving(async () => lives[count++] ?? 'last', new AbortController().signal);
  expect(count).toBe(3);
});

it('a stop ends the pause between two lives', async () => {
  const stop = new AbortController();
  let count = 0;
  const life = async () => {
    count += 1;
    setImmediate(() => stop.abort());
    return 'again' as const;
  };
  await keepLiving(life, stop.signal);
  expect(count).toBe(1);
});
