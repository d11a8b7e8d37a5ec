import { createConnection } from 'mysql2/promise';
import { redisOptions, redisUrl } from '../../queues/redis-url';
import { mysqlUrl, withDatabase } from '../../servers/urls';
import { createTestDatabase } from './test-servers';

describe('a Redis URL', () => {
  it.each([
    ['unix:///run/redis.sock', { path: '/run/redis.sock' }],
    ['unix:///run/redis.sock?db=7', { path: '/run/redis.sock', db: 7 }],
    ['/run/redis.sock?db=2', { path: '/run/redis.sock', db: 2 }],
    ['redis://cache', { host: 'cache', port: 6379 }],
    ['redis://:secret%21@cache:7000/3', { host: 'cache', port: 7000, password: 'secret!', db: 3 }],
    ['rediss://me:x@[::1]:1', { host: '::1', port: 1, username: 'me', password: 'x', tls: {} }],
  ])('%s is read into what ioredis takes', (url, options) => {
    expect(redisOptions(url)).toEqual(options);
  });

  it.each([
    ['http://cache', /redis:\/\//],
    ['redis://cache/first', /"first"/],
    ['redis://cache/-1', /"-1"/],
  ])('%s is refused with a reason', (url, reason) => {
    expect(() => redisOptions(url)).toThrow(reason);
  });

  it('of a socket comes back as the same path, whatever characters it has', () => {
    const path = '/tmp/a b/ü?#%/redis.sock';
    expect(redisOptions(redisUrl(path, 5))).toEqual({ path, db: 5 });
  });
});

describe('a MySQL URL', () => {
  it('of a socket names database and socket', () => {
    const url = new URL(mysqlUrl('/tmp/a b/mysql.sock', 'waybill'));
    expect([url.pathname, url.searchParams.get('socketPath')]).toEqual(['/waybill', '/tmp/a b/mysql.sock']);
  });

  it('keeps its socket when the database is replaced', () => {
    expect(withDatabase(mysqlUrl('/run/mysql.sock', 'waybill'), 'other')).toBe(mysqlUrl('/run/mysql.sock', 'other'));
  });

  it('is understood by mysql2 as it is', async () => {
    const database = await createTestDatabase();
    const connection = await createConnection(database.url);
    const [rows] = await connection.query('SELECT database() AS name');
    await connection.end();
    await database.drop();
    expect(rows).toEqual([{ name: new URL(database.url).pathname.slice(1) }]);
  });
});
