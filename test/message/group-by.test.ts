import fc from 'fast-check';
import { groupBy } from '../../message/group-by';

it('every item is in the group of its key, in the order of the items, and in no other', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (items) => {
      const groups = groupBy(items, (item) => item % 5);
      expect([...groups.keys()]).toEqual([...new Set(items.map((item) => item % 5))]);
      for (const [key, group] of groups) expect(group).toEqual(items.filter((item) => item % 5 === key));
    }),
  );
});
