/** Numbers that look random and are the same for the same seed, so that what was found can be found again. */
export interface Random {
  /** A whole number from 0 to `below`, without it. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

/** mulberry32 */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  return { below, pick: (items) => items[below(items.length)] as (typeof items)[number] };
}
