/** How much one request may bring. */
export interface Limits {
  /** Bytes of a body, after any Content-Encoding is undone. */
  readonly body: number;
  /** Rows of a batch. */
  readonly rows: number;
}

/** A single message needs no more (bytes). */
export const mostForOne = 256 * 1024;
