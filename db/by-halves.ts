import { isUnavailable } from './unavailable';

/**
 * Commits all items at once, or, when the database refuses them, by halves, until what it refuses is alone: one item must not take its
 * neighbours with it. `refused` hears of items that could not be committed: one alone, or several while the database is away, since trying
 * their halves would only make that worse. What `refused` throws ends it all.
 */
export async function byHalves<Item>(
  items: readonly Item[],
  commit: (items: readonly Item[]) => Promise<void>,
  refused: (items: readonly Item[], error: unknown) => void,
): Promise<void> {
  try {
    await commit(items);
  } catch (error) {
    if (items.length === 1 || isUnavailable(error)) return refused(items, error);
    const middle = items.length >> 1;
    await byHalves(items.slice(0, middle), commit, refused);
    await byHalves(items.slice(middle), commit, refused);
  }
}
