import fc from 'fast-check';
import { missingOf, reassemble, type Waiting } from '../../message/reassembly';

type Part = { place: { number: number; total: number }; of: string };

const part = (of: string, number: number, total: number): Part => ({ of, place: { number, total } });

function ids() {
  let count = 0;
  return () => `new-${++count}`;
}

const texts = (whole: readonly { parts: readonly Part[] }[]) =>
  whole.map(({ parts }) => parts.map(({ of, place }) => `${of}${place.number}`).join(' '));

it('parts in any order, over any number of commits, make the message once', () => {
  const shuffled = fc.integer({ min: 2, max: 12 }).chain((total) =>
    fc.record({
      total: fc.constant(total),
      order: fc.shuffledSubarray(
        Array.from({ length: total }, (_, index) => index + 1),
        { minLength: total, maxLength: total },
      ),
      commits: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: total, maxLength: total }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ total, order, commits }) => {
      const newId = ids();
      const rest = order.map((number) => part('a', number, total));
      let waiting: Waiting<Part>[] = [];
      const whole = [];
      for (const size of commits) {
        const outcome = reassemble(waiting, rest.splice(0, size), newId);
        whole.push(...outcome.whole);
        const done = new Set(outcome.whole.map(({ assembly }) => assembly));
        waiting = [...waiting, ...outcome.placed].filter(({ assembly }) => !done.has(assembly));
      }
      expect(whole).toHaveLength(1);
      expect(whole[0]?.parts.map(({ place }) => place.number)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
      expect(whole[0]?.last.place.number).toBe(order.at(-1));
      expect(waiting).toEqual([]);
    }),
  );
});

it('a reference that is used again begins another message, and the one before goes on lacking', () => {
  const newId = ids();
  const first = reassemble([], [part('a', 1, 3), part('a', 2, 3)], newId);
  const second = reassemble(first.placed, [part('b', 1, 3), part('b', 2, 3), part('b', 3, 3)], newId);
  expect(texts(second.whole)).toEqual(['b1 b2 b3']);
  expect(missingOf(first.placed.map(({ part: each }) => each))).toEqual([3]);
});

it('two messages with one reference, one after the other, are two', () => {
  const parts = [part('a', 1, 2), part('a', 2, 2), part('b', 2, 2), part('b', 1, 2)];
  expect(texts(reassemble([], parts, ids()).whole)).toEqual(['a1 a2', 'b1 b2']);
});

it('a message that waits is completed by the part it lacks', () => {
  const waiting = [{ assembly: 'old', part: part('a', 2, 2) }];
  const { placed, whole } = reassemble(waiting, [part('a', 1, 2)], ids());
  expect([placed[0]?.assembly, texts(whole)]).toEqual(['old', ['a1 a2']]);
});
