import fc from 'fast-check';
import { firstIdAt, timeOfId } from '../../db/id-time';
import { isUlid, ulidSource } from '../../message/id';

it('is the smallest id of its millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 48 - 2 }), (time) => {
      const id = ulidSource(
        () => time,
        (bytes) => bytes.fill(0),
      )();
      expect(firstIdAt(new Date(time)) <= id).toBe(true);
      expect(firstIdAt(new Date(time + 1)) > id).toBe(true);
      expect(isUlid(firstIdAt(new Date(time)))).toBe(true);
      expect([timeOfId(id), timeOfId(firstIdAt(new Date(time)))]).toEqual([time, time]);
    }),
  );
});
