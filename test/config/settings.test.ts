import { ConfigError } from '../../config/config-error';
import { readSettings } from '../../config/settings';

const servers = { DATABASE_URL: 'mysql://way:bill@db:3306/waybill', REDIS_URL: 'redis://redis:6379/0' };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

it('only the servers must be set', () => {
  expect(readSettings(servers)).toEqual({
    databaseUrl: servers.DATABASE_URL,
    redisUrl: servers.REDIS_URL,
    port: 8080,
    host: '127.0.0.1',
    carriersFile: 'config/carriers.yaml',
    logLevel: 'info',
    bodyLimit: 20 * 1024 * 1024,
    batchLimit: 10_000,
    dbConnections: 10,
    ledgerLanes: 4,
    submitConcurrency: 4,
    bindLock: 5_000,
    shutdownGrace: 15_000,
    timerParcels: 1_000,
    timerCarriers: 1_000,
    timerDeadlines: 1_000,
    timerOrphans: 1_000,
    timerInbound: 10_000,
    timerRepair: 2_000,
    parcelReview: 5_000,
    orphanReview: 500,
    inboundReassembly: 86_400_000,
    bullBoardReadOnly: true,
  });
});

it('without servers it says what sets them', () => {
  const launcher = '`npm start` and `npm run demo` set it to a private server when it is unset.';
  expect(problemsOf({})).toEqual([
    `DATABASE_URL: not set, expected mysql://user:password@host:port/database or mysql://user@localhost/database?socketPath=/path. ${launcher}`,
    `REDIS_URL: not set, expected redis://user:password@host:port/0, rediss://… (TLS), or unix:///path/redis.sock. ${launcher}`,
  ]);
});

it('an empty variable counts as unset, and others than ours are ignored', () => {
  expect(readSettings({ ...servers, PORT: '', PATH: '/bin', PORTS: 'x' }).port).toBe(8080);
});

it.each([
  ['PORT', '0', { port: 0 }],
  ['BODY_LIMIT', '512KB', { bodyLimit: 512 * 1024 }],
  ['BODY_LIMIT', '1gb', { bodyLimit: 1024 ** 3 }],
  ['BIND_LOCK', '90s', { bindLock: 90_000 }],
  ['SHUTDOWN_GRACE', '0s', { shutdownGrace: 0 }],
  ['BULL_BOARD_READ_ONLY', 'false', { bullBoardReadOnly: false }],
  ['REDIS_URL', 'unix:///run/redis.sock', { redisUrl: 'unix:///run/redis.sock' }],
  ['REDIS_URL', 'rediss://:pw@redis', { redisUrl: 'rediss://:pw@redis' }],
  [
    'DATABASE_URL',
    'mysql://root@localhost/w?socketPath=%2Frun%2Fdb',
    { databaseUrl: 'mysql://root@localhost/w?socketPath=%2Frun%2Fdb' },
  ],
])('%s=%s is read as %j', (name, text, read) => {
  expect(readSettings({ ...servers, [name]: text })).toMatchObject(read);
});

const aDatabase =
  'expected mysql://user:password@host:port/database or mysql://user@localhost/database?socketPath=/path';
const aRedis = 'expected redis://user:password@host:port/0, rediss://… (TLS), or unix:///path/redis.sock';

it.each([
  ['PORT', 'http', 'expected a whole number from 0 to 65535, got "http"'],
  ['PORT', '65536', 'expected a whole number from 0 to 65535, got "65536"'],
  ['PORT', '-1', 'expected a whole number from 0 to 65535, got "-1"'],
  ['PORT', '80 80', 'expected a whole number from 0 to 65535, got "80 80"'],
  ['PORT', '0x50', 'expected a whole number from 0 to 65535, got "0x50"'],
  ['HOST', 'all of them', 'expected an address of this machine, such as 127.0.0.1 or 0.0.0.0, got "all of them"'],
  ['LOG_LEVEL', 'loud', 'expected one of trace, debug, info, warn, error, fatal, silent, got "loud"'],
  ['BODY_LIMIT', '20', 'expected a size from 1kb to 1gb, such as 512kb or 20mb, got "20"'],
  ['BODY_LIMIT', '2gb', 'expected a size from 1kb to 1gb, such as 512kb or 20mb, got "2gb"'],
  ['BATCH_LIMIT', '0', 'expected a whole number from 1 to 100000, got "0"'],
  ['BIND_LOCK', '5', 'expected a duration from 1s to 5m, such as 500ms, 10s, 5m or 24h, got "5"'],
  ['BIND_LOCK', '500ms', 'expected a duration from 1s to 5m, such as 500ms, 10s, 5m or 24h, got "500ms"'],
  ['BULL_BOARD_READ_ONLY', 'yes', 'expected true or false, got "yes"'],
  ['CARRIERS_FILE', 'a\nb', 'expected the path of a file, got "a\\nb"'],
  ['DATABASE_URL', 'postgres://way:bill@db/waybill', `${aDatabase}, got postgres://***@db/waybill`],
  ['DATABASE_URL', 'mysql://way:bill@db', `${aDatabase}, got mysql://***@db`],
  ['DATABASE_URL', 'mysql://way:bi/ll@db/waybill', `${aDatabase}, got ***`],
  ['DATABASE_URL', 'mysql://way:12#34@db/waybill', `${aDatabase}, got ***`],
  ['DATABASE_URL', 'way:bill@db/waybill', `${aDatabase}, got ***`],
  ['DATABASE_URL', 'secret', `${aDatabase}, got ***`],
  ['REDIS_URL', 'http://:secret@redis', `${aRedis}, got http://***@redis/`],
  ['REDIS_URL', 'redis://redis/zero', `${aRedis}, got redis://redis/zero`],
  ['REDIS_URL', 'unix://relative.sock', `${aRedis}, got unix://relative.sock`],
])('%s=%j is refused', (name, text, problem) => {
  expect(problemsOf({ ...servers, [name]: text })).toEqual([`${name}: ${problem}`]);
});

it('every wrong variable is told at once', () => {
  expect(() => readSettings({ ...servers, PORT: 'x', BIND_LOCK: '0s', LEDGER_LANES: 'many' })).toThrow(
    [
      '3 problems in the environment:',
      '  PORT: expected a whole number from 0 to 65535, got "x"',
      '  LEDGER_LANES: expected a whole number from 1 to 64, got "many"',
      '  BIND_LOCK: expected a duration from 1s to 5m, such as 500ms, 10s, 5m or 24h, got "0s"',
    ].join('\n'),
  );
});
