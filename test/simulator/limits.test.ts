import fc from 'fast-check';
import { createFirstRefusals } from '../../simulator/first-refusals';
import { createMessageIds } from '../../simulator/message-ids';
import { createRateLimit } from '../../simulator/rate-limit';

describe('a rate limit', () => {
  it('never lets more pass than it may in any second, and never less when there are more', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), gaps, (perSecond, waits) => {
        const mayPass = createRateLimit(perSecond);
        const passed: number[] = [];
        let now = 0;
        for (const wait of waits) {
          now += wait;
          const inLastSecond = passed.filter((at) => now - at < 1000).length;
          expect(mayPass(now)).toBe(inLastSecond < perSecond);
          if (inLastSecond < perSecond) passed.push(now);
        }
      }),
    );
  });

  it('of 0 lets everything pass', () => {
    const mayPass = createRateLimit(0);
    expect(Array.from({ length: 1000 }, () => mayPass(1)).every(Boolean)).toBe(true);
  });
});

describe('first refusals', () => {
  it('refuse each message so many times, then let it go and forget it', () => {
    const { refuse } = createFirstRefusals();
    expect(['a', 'b', 'a', 'a', 'b', 'b', 'a'].map((identity) => refuse(identity, 2))).toEqual([
      true,
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it('forget who never came back when there are too many', () => {
    const { refuse } = createFirstRefusals(2);
    for (const identity of ['a', 'b', 'c']) refuse(identity, 1);
    expect(['b', 'c', 'a'].map((identity) => refuse(identity, 1))).toEqual([false, false, true]);
  });
});

describe('message ids', () => {
  it('never come twice, in one run or in runs a millisecond apart', () => {
    const runs = [createMessageIds(1_800_000_000_000), createMessageIds(1_800_000_000_001)];
    const ids = runs.flatMap((run) => Array.from({ length: 2000 }, () => [run.text(), run.hex()]).flat());
    expect(new Set(ids.map(({ inResponse }) => inResponse)).size).toBe(8000);
    expect(new Set(ids.map(({ inReceipt }) => inReceipt)).size).toBe(8000);
  });

  it('of text can be taken for no number; of hex are above 2^63 and have a letter', () => {
    const ids = createMessageIds();
    expect(ids.text().inResponse).toMatch(/^s[0-9a-z]{10,40}$/);
    const { inResponse, inReceipt } = ids.hex();
    expect(inResponse).toMatch(/^A[0-9A-F]{15}$/);
    expect(BigInt(inReceipt)).toBe(BigInt(`0x${inResponse}`));
    expect(BigInt(inReceipt)).toBeGreaterThan(2n ** 63n);
  });
});
