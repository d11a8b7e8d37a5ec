/** The whole of Waybill, on real processes: what `npm start` runs, a simulator, and a key to send with. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureAccount } from '../db/accounts';
import { createKey } from '../db/api-keys';
import { type Database, openDatabase } from '../db/connect';
import { checkoutRoot } from '../servers/checkout';
import { type Simulator, startSimulator } from '../simulator/simulator';
import { carriersFile } from './carriers';
import type { Pids } from './cpu';
import { type HttpSender, openSender } from './http-sender';
import type { BenchOptions } from './options';
import type { FreshUrls, OwnServers } from './own-servers';
import { freePorts } from './ports';
import { type BenchProcess, type Program, procfilePrograms, startProcess } from './processes';
import { Traffic } from './traffic';

export interface Stack extends FreshUrls {
  readonly sender: HttpSender;
  readonly traffic: Traffic;
  readonly database: Database;
  /** The carrier `probe`: it is in this process, and remembers when each submit_sm came. */
  readonly probe: Simulator;
  /** Everything that takes part in the work, by its name in the table. */
  readonly pids: Pids;
}

/** Requests that may be under way at once. */
export const CONNECTIONS = 64;
/** It takes everything as fast as it can, and says Delivered at once. */
const SIMULATOR = ['--mix', 'delivered=1', '--receipt-delay', '0', '--quiet'];
const READY_WITHIN_MS = 60_000;
const READY_POLL_MS = 50;

/** Starts everything on `servers`, does `work`, and stops everything. */
export async function withStack<Value>(
  servers: OwnServers,
  folder: string,
  options: BenchOptions,
  work: (stack: Stack) => Promise<Value>,
): Promise<Value> {
  return await servers.withFresh('bench_stack', async (urls) => {
    const started: BenchProcess[] = [];
    const database = openDatabase(urls.databaseUrl, { connections: 2 });
    const probe = await startSimulator({ mix: 'delivered=1', receiptDelay: 0, record: true });
    const [http, load, down] = (await freePorts(3)) as [number, number, number];
    const sender = openSender(`http://127.0.0.1:${http}`, await makeKey(database), CONNECTIONS);
    try {
      const carriers = join(folder, 'carriers.yaml');
      writeFileSync(carriers, carriersFile({ load, probe: probe.port, down }, options.window));
      started.push(...startAll({ urls, http, load, carriers }, folder, options));
      await untilReady(sender, started);
      const pids = pidsOf(started, servers);
      return await work({ ...urls, sender, traffic: new Traffic(), database, probe, pids });
    } finally {
      sender.close();
      await Promise.all(started.map((process) => process.stop()));
      await probe.close();
      await database.close();
    }
  });
}

interface Places {
  readonly urls: FreshUrls;
  readonly http: number;
  readonly load: number;
  readonly carriers: string;
}

function startAll(
  { urls, http, load, carriers }: Places,
  folder: string,
  { submit, profile }: BenchOptions,
): BenchProcess[] {
  const env = {
    ...process.env,
    DATABASE_URL: urls.databaseUrl,
    REDIS_URL: urls.redisUrl,
    PORT: `${http}`,
    HOST: '127.0.0.1',
    CARRIERS_FILE: carriers,
  };
  if (profile !== undefined) mkdirSync(profile, { recursive: true });
  const files = { folder, profile };
  const root = checkoutRoot();
  const simulator = ['dist/simulator/main.js', '--port', `${load}`, ...SIMULATOR];
  const programs = procfilePrograms(readFileSync(join(root, 'Procfile'), 'utf8')).flatMap((program) =>
    program.name === 'submit' ? new Array<Program>(submit).fill(program) : [program],
  );
  return [{ name: 'simulator', words: simulator }, ...programs].map((program, index) =>
    startProcess(program, index, env, files),
  );
}

async function makeKey(database: Database): Promise<string> {
  const accountId = await ensureAccount(database.pool, 'bench');
  return (await createKey(database.pool, { accountId, mode: 'live', scopes: ['send', 'read'] })).key;
}

async function untilReady(sender: HttpSender, started: readonly BenchProcess[]): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    for (const process of started) process.check();
    const answer = await sender.get('/readyz').catch(() => null);
    if (answer?.status === 200) return;
    if (Date.now() > deadline) throw new Error(`the API did not become ready: ${answer?.body ?? 'no answer'}`);
    await sleep(READY_POLL_MS);
  }
}

/** The processes of the Procfile first. What the sender spends is the bench's own. */
function pidsOf(started: readonly BenchProcess[], { mariadb, redis }: OwnServers): Pids {
  const pids: Record<string, number[]> = {};
  for (const { name, pid } of started.filter((process) => process.name !== 'simulator')) {
    const shown = name === 'web' ? 'api (web)' : name;
    pids[shown] = [...(pids[shown] ?? []), pid];
  }
  const simulator = started.filter(({ name }) => name === 'simulator').map(({ pid }) => pid);
  return { ...pids, MariaDB: [mariadb.pid], Redis: [redis.pid], simulator, 'bench (sender)': [process.pid] };
}
