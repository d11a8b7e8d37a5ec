/** How a command ends when it can't do what it was asked: an exit code as in BSD's sysexits, and one line that says what to do. */
export class Exit extends Error {
  constructor(
    readonly code: 1 | 64 | 69 | 78,
    message: string,
  ) {
    super(message);
  }
}

/** What an error of the database means at a terminal; null for one that means nothing in particular. */
export function databaseExit(error: unknown, unavailable: boolean): Exit | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ER_NO_SUCH_TABLE' || code === 'ER_BAD_DB_ERROR') {
    return new Exit(69, 'the database has no tables of Waybill yet: start Waybill once (npm start)');
  }
  if (code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_DBACCESS_DENIED_ERROR') {
    return new Exit(78, 'the database refuses the login: check user and password in DATABASE_URL');
  }
  return unavailable
    ? new Exit(69, `the database can't be reached (${code}): is it running, and DATABASE_URL right?`)
    : null;
}
