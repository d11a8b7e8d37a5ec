/**
 * An error as it may be logged. Texts of SQL errors quote the values of the statement (a duplicate, a text that is too long), and those
 * of JSON errors quote the body: only kinds, codes and places are safe.
 */
export function logged(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, errno, type } = error as Error & { code?: unknown; errno?: unknown; type?: unknown };
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, code, errno, type, at: at.slice(0, 12).map((line) => line.trim()) };
}
