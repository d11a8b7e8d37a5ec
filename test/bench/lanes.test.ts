import fc from 'fast-check';
import { inLanes } from '../../bench/lanes';

it('every item is worked on once, begun in order, and never more at once than there are lanes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat()), fc.integer({ min: 1, max: 5 }), async (items, lanes) => {
      const begun: number[] = [];
      let now = 0;
      let most = 0;
      await inLanes(items, lanes, async (item) => {
        begun.push(item);
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
      });
      expect(begun).toEqual(items);
      expect(most).toBe(Math.min(items.length, lanes));
    }),
  );
});
