/** Numbers as people read them. */

/** A whole number with its thousands apart: `12,345`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** As many digits as say something: `0.42`, `4.2`, `42`, `4,200`. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 10 || size === 0) return count(value);
  return value.toFixed(size >= 1 ? 1 : 2);
}
