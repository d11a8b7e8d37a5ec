/**
 * How a Redis is written as one URL, and read back: the only place that knows the form. `unix:///path/redis.sock`, with `?db=N` for
 * another database; `redis://user:password@host:port/N`; `rediss://` for TLS; and a bare path of a socket.
 */

/** What ioredis takes: a socket's path, or host and port. */
export interface RedisOptions {
  path?: string;
  host?: string;
  port?: number;
  username?: string;
  password?: string;
  db?: number;
  tls?: Record<string, never>;
}

/** @param socket absolute path of the server's socket */
export function redisUrl(socket: string, db = 0): string {
  return `unix://${encodePath(socket)}${db === 0 ? '' : `?db=${db}`}`;
}

/**
 * Reads a Redis URL into ioredis' options; ioredis itself doesn't know `unix:`.
 * @throws TypeError where it is no URL, has another scheme, or a database that is no number
 */
export function redisOptions(url: string): RedisOptions {
  const parsed = new URL(url.startsWith('/') ? `unix://${url}` : url);
  switch (parsed.protocol) {
    case 'unix:':
      return { path: decodeURIComponent(parsed.pathname), ...database(parsed.searchParams.get('db')) };
    case 'redis:':
    case 'rediss:':
      return {
        host: parsed.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost',
        port: parsed.port === '' ? 6379 : Number(parsed.port),
        ...(parsed.username && { username: decodeURIComponent(parsed.username) }),
        ...(parsed.password && { password: decodeURIComponent(parsed.password) }),
        ...(parsed.protocol === 'rediss:' && { tls: {} }),
        ...database(parsed.searchParams.get('db') ?? parsed.pathname.slice(1)),
      };
    default:
      throw new TypeError(`a Redis URL begins with redis://, rediss:// or unix://, not with ${parsed.protocol}`);
  }
}

function database(text: string | null): { db?: number } {
  if (text === null || text === '') return {};
  const db = Number(text);
  if (!Number.isInteger(db) || db < 0) throw new TypeError(`the database of a Redis URL is a number, not "${text}"`);
  return { db };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
