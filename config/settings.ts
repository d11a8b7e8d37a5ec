import type { z } from 'zod';
import { type CamelCase, camelCase, duration, oneOf, textLike } from '../carrier/field';
import { ConfigError } from './config-error';
import { digits, maskedUrl, size, trueOrFalse, url } from './setting-type';
import { shown } from './shown';
import type { Environment } from './substitute';

/**
 * Every setting, in one table: it reads and checks the environment, and docs/settings.md is generated from it.
 * Defaults are written as an operator would write them.
 */

export interface Setting {
  readonly type: z.ZodType<unknown, string>;
  /** Null where there is none: the setting must be given. */
  readonly default: string | null;
  readonly description: string;
  /** Shows a wrong value without its secret. */
  readonly masked?: (text: string) => string;
}

const period = () => duration('50ms', '1h');
const serverFromLauncher = '`npm start` and `npm run demo` set it to a private server when it is unset.';

export const settings = {
  DATABASE_URL: {
    type: url(
      'mysql://user:password@host:port/database or mysql://user@localhost/database?socketPath=/path',
      isDatabaseUrl,
    ),
    default: null,
    description: `MySQL 8 or MariaDB 10.11, the record of everything. ${serverFromLauncher}`,
    masked: maskedUrl,
  },
  REDIS_URL: {
    type: url('redis://user:password@host:port/0, rediss://… (TLS), or unix:///path/redis.sock', isRedisUrl),
    default: null,
    description: `Redis, which moves the work. ${serverFromLauncher}`,
    masked: maskedUrl,
  },
  PORT: { type: digits(0, 65535), default: '8080', description: 'Port of the HTTP interface; 0 takes a free one.' },
  HOST: {
    type: textLike(/^[A-Za-z0-9._:-]{1,253}$/, 'an address of this machine, such as 127.0.0.1 or 0.0.0.0'),
    default: '127.0.0.1',
    description:
      'Address to listen on. The default is reached from this machine only, as by a proxy on it that speaks TLS; `0.0.0.0` is all of its addresses.',
  },
  CARRIERS_FILE: {
    type: textLike(/^\P{Cc}{1,4096}$/u, 'the path of a file'),
    default: 'config/carriers.yaml',
    description: 'The carriers and routes: see [carriers.md](carriers.md).',
  },
  LOG_LEVEL: {
    type: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: 'info',
    description: 'The least that is logged. Texts and numbers of messages never are.',
  },
  BODY_LIMIT: { type: size('1kb', '1gb'), default: '20mb', description: 'Largest JSON body of a request.' },
  BATCH_LIMIT: { type: digits(1, 100_000), default: '10000', description: 'Most messages in one JSON batch.' },
  DB_CONNECTIONS: { type: digits(1, 1000), default: '10', description: 'Connections to the database, per process.' },
  LEDGER_LANES: {
    type: digits(1, 64),
    default: '4',
    description: 'Ledger transactions under way at once, per process.',
  },
  SUBMIT_CONCURRENCY: {
    type: digits(1, 100),
    default: '4',
    description: 'Parcels a process works on at once, per carrier.',
  },
  BIND_LOCK: {
    type: duration('1s', '5m'),
    default: '5s',
    description: 'Lease of binds and parcels: so long after a process died, another takes what it held.',
  },
  SHUTDOWN_GRACE: {
    type: duration('0s', '10m'),
    default: '15s',
    description: 'How long a process may take to finish its work when told to stop.',
  },
  TIMER_PARCELS: { type: period(), default: '1s', description: 'How often parcels that are due are looked for.' },
  TIMER_DEADLINES: { type: period(), default: '1s', description: 'How often passed deadlines are looked for.' },
  TIMER_ORPHANS: {
    type: period(),
    default: '1s',
    description: 'How often receipts without a message are tried again.',
  },
  TIMER_CARRIERS: {
    type: period(),
    default: '1s',
    description: 'How often carriers are looked at, to hand over the waiting messages of one that is down.',
  },
  TIMER_INBOUND: {
    type: period(),
    default: '10s',
    description: 'How often inbound messages that lack parts are looked for.',
  },
  TIMER_REPAIR: {
    type: period(),
    default: '2s',
    description: 'How often job schedulers and bind jobs are put back, in case Redis was emptied.',
  },
  PARCEL_REVIEW: {
    type: period(),
    default: '5s',
    description: "How long after it was due an open parcel's job is looked for.",
  },
  ORPHAN_REVIEW: {
    type: period(),
    default: '500ms',
    description: 'How long a receipt without a message rests before it is tried again.',
  },
  INBOUND_REASSEMBLY: {
    type: duration('1s', '30d'),
    default: '24h',
    description:
      'How long the parts of an inbound message are waited for, before it is delivered without those it lacks.',
  },
  BULL_BOARD_READ_ONLY: {
    type: trueOrFalse(),
    default: 'true',
    description: '`false` lets admins retry and remove jobs at `/queues`.',
  },
} as const satisfies Readonly<Record<string, Setting>>;

type Table = typeof settings;
/** Durations are milliseconds, sizes bytes. */
export type Settings = { readonly [Name in keyof Table as CamelCase<Lowercase<Name>>]: z.output<Table[Name]['type']> };

/**
 * Reads the settings; variables that are none of ours are ignored, and an empty one counts as unset.
 * Throws a ConfigError that names every wrong variable, its value (secrets masked) and what it may be.
 */
export function readSettings(env: Environment): Settings {
  const problems: string[] = [];
  const values = Object.entries<Setting>(settings).map(([name, { type, default: fallback, masked = shown }]) => {
    const text = env[name] || fallback;
    const parsed = type.safeParse(text);
    const expected = `expected ${type.meta()?.expected}`;
    if (text === null) problems.push(`${name}: not set, ${expected}. ${serverFromLauncher}`);
    else if (!parsed.success) problems.push(`${name}: ${expected}, got ${masked(text)}`);
    return [camelCase(name.toLowerCase()), parsed.data];
  });
  if (problems.length > 0) throw new ConfigError('the environment', problems);
  return Object.fromEntries(values) as Settings; // each key with the value that its own type made
}

function isDatabaseUrl({ protocol, hostname, pathname, searchParams }: URL): boolean {
  const named = /^\/[^/]{1,64}$/.test(pathname);
  return protocol === 'mysql:' && named && (hostname !== '' || searchParams.has('socketPath'));
}

function isRedisUrl({ protocol, hostname, pathname }: URL): boolean {
  if (protocol === 'unix:') return hostname === '' && pathname.length > 1;
  return (protocol === 'redis:' || protocol === 'rediss:') && hostname !== '' && /^\/?[0-9]{0,5}$/.test(pathname);
}
