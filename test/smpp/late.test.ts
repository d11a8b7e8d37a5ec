import { createLate } from '../../smpp/late';

describe('timed-out requests', () => {
  it('are found once, with their context', () => {
    const late = createLate<string>(10);
    late.remember(7, 'seven');
    expect(late.has(7)).toBe(true);
    expect(late.take(7)).toEqual({ context: 'seven' });
    expect(late.has(7)).toBe(false);
    expect(late.take(7)).toBeUndefined();
  });

  it('are found when their context is undefined', () => {
    const late = createLate<undefined>(10);
    late.remember(7, undefined);
    expect(late.take(7)).toEqual({ context: undefined });
  });

  it('are forgotten oldest first when there are too many', () => {
    const late = createLate<number>(2);
    for (const sequence of [1, 2, 3]) late.remember(sequence, sequence);
    expect([1, 2, 3].map(late.has)).toEqual([false, true, true]);
    late.clear();
    expect(late.has(3)).toBe(false);
  });
});
