/** Newest first. `after`: only older than this id; `before`: only newer, the nearest to it. */
export interface PageRequest {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}
