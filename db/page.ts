/** Newest first. `after`: only older than this id; `before`: only newer, the nearest to it. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** The order of a page's query. Its bound is `limit + 1`: one row more than asked for tells whether there are more. */
export function pageOrder({ before }: PageRequest): string {
  return `ORDER BY id ${before === undefined ? 'DESC' : 'ASC'} LIMIT ?`;
}

/** The conditions that a page puts on the ids. */
export function pageBounds({ after, before }: PageRequest): [sql: string, value: string][] {
  return [
    ...(after === undefined ? [] : [['id < ?', after] as [string, string]]),
    ...(before === undefined ? [] : [['id > ?', before] as [string, string]]),
  ];
}

/** The page of what such a query gave, newest first, and whether there is more in the direction that was asked for. */
export function cutPage<Item>(
  found: readonly Item[],
  { before, limit }: PageRequest,
): { items: Item[]; hasMore: boolean } {
  const items = found.slice(0, limit);
  return { items: before === undefined ? items : items.reverse(), hasMore: found.length > limit };
}
