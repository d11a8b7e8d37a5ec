import { createPool } from 'mysql2/promise';
import { isUnavailable } from '../../db/unavailable';

const mysqlError = (code: string, errno: number) => Object.assign(new Error(code), { code, errno });

it.each([
  mysqlError('ER_LOCK_DEADLOCK', 1213),
  mysqlError('ER_LOCK_WAIT_TIMEOUT', 1205),
  mysqlError('ER_CON_COUNT_ERROR', 1040),
  mysqlError('ER_SERVER_SHUTDOWN', 1053),
  mysqlError('ER_READ_ONLY_MODE', 1836),
  mysqlError('ER_DISK_FULL', 1021),
  Object.assign(new Error('ER_CONNECTION_KILLED'), { code: undefined, errno: 1927 }),
  Object.assign(new Error('closed state'), { fatal: true }),
  Object.assign(new Error('ECONNREFUSED'), { code: 'ECONNREFUSED', errno: -111 }),
  Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
])('$message: the same may succeed later', (error) => {
  expect(isUnavailable(error)).toBe(true);
});

it.each([
  mysqlError('ER_DUP_ENTRY', 1062),
  mysqlError('ER_DATA_TOO_LONG', 1406),
  mysqlError('ER_PARSE_ERROR', 1064),
  mysqlError('ER_NO_SUCH_TABLE', 1146),
  new TypeError('undefined is not a function'),
  Object.assign(new TypeError('of node'), { code: 'ERR_INVALID_ARG_TYPE' }),
])('$message: no time will mend it', (error) => {
  expect(isUnavailable(error)).toBe(false);
});

it.each([undefined, null, 'down', 1205])('%p is no error of the database', (thrown) => {
  expect(isUnavailable(thrown)).toBe(false);
});

it('a server that is not there is unavailable', async () => {
  const pool = createPool({ uri: 'mysql://root@localhost/none?socketPath=/nonexistent/mysql.sock' });
  const error = await pool.query('SELECT 1').catch((reason: unknown) => reason);
  await pool.end();
  expect(isUnavailable(error)).toBe(true);
});
