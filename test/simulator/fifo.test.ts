import fc from 'fast-check';
import { createFifo } from '../../simulator/fifo';

it('a fifo gives back what it was given, in that order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3000, max: 2000 }), { maxLength: 12 }), (moves) => {
      const fifo = createFifo<number>();
      const model: number[] = [];
      let next = 0;
      for (const move of moves) {
        for (let n = 0; n < move; n++) {
          fifo.push(next);
          model.push(next++);
        }
        const taken = Array.from({ length: Math.max(0, -move) }, () => fifo.shift());
        expect(taken.filter((item) => item !== undefined)).toEqual(model.splice(0, Math.max(0, -move)));
        expect(fifo.size).toBe(model.length);
      }
    }),
  );
});
