/**
 * The supervisor: private servers, migrations, then every process of the Procfile, kept alive until it is told to stop.
 *
 * What it starts dies with it, even by kill -9 (servers/owned-process.ts); run.json tells the next start what to look
 * for, and the command line where to connect.
 */
import { type RunName, runDirectory } from '../servers/checkout';
import { type Servers, startPrivateServers } from '../servers/private-servers';
import { identify } from '../servers/process-identity';
import { liveRun, type Run, removeRun, writeRun } from '../servers/run-file';
import type { PrintLine } from './labelled-output';
import { endLeftovers } from './leftovers';
import { choosePort } from './port';
import type { ProcfileEntry } from './procfile';
import { runOnce } from './run-once';
import { runProcesses, type SupervisedRun } from './supervised-run';

/** Brings the tables up to date; harmless when they are. */
export const MIGRATE = 'node dist/db/main.js';

export interface SupervisorSettings {
  /** The checkout: the commands' working directory, and where `.waybill/` is. */
  root: string;
  name: RunName;
  processes: ProcfileEntry[];
  /** For the processes. DATABASE_URL and REDIS_URL in it replace private servers; PORT the choice of a free one. */
  env: NodeJS.ProcessEnv;
  /** A shell command to run to its end before any process, or null. */
  migrate: string | null;
  print: PrintLine;
  /** Ends a start that is under way. */
  signal?: AbortSignal;
  /** From SIGTERM to SIGKILL for each process when all is stopped, in milliseconds. */
  graceMs?: number;
}

export type Supervision = { kind: 'running'; run: SupervisedRun } | { kind: 'refused'; why: string };

/** @throws where a private server doesn't start */
export async function supervise(settings: SupervisorSettings): Promise<Supervision> {
  const directory = runDirectory(settings.name, settings.root);
  const why = await clearTheWay(settings, directory);
  if (why !== null) return { kind: 'refused', why };

  const choice = await choosePort(settings.env.PORT);
  if (choice.kind === 'refused') return choice;
  if (choice.note !== undefined) settings.print('waybill', choice.note);

  const servers = await startPrivateServers(directory, settings.env);
  const file = describe(choice.port, servers);
  // From here on the command line finds the servers.
  writeRun(directory, file);
  const problem = await migrate(settings, file);
  if (problem !== null) {
    await servers.stop();
    removeRun(directory);
    return { kind: 'refused', why: problem };
  }
  return { kind: 'running', run: runProcesses({ ...settings, directory, file, servers: servers.started }) };
}

/** Nothing of an earlier run of this folder is left after it. @returns why not, where that one is alive and well */
async function clearTheWay({ print }: SupervisorSettings, directory: string): Promise<string | null> {
  const other = liveRun(directory);
  if (other !== null) {
    const where = `process ${other.supervisor.pid}, http://127.0.0.1:${other.port}`;
    return `it already runs in this checkout (${where}); stop that first`;
  }
  const left = await endLeftovers(directory);
  if (left.length > 0) print('waybill', `ended what a killed run had left: ${left.join(', ')}`);
  return null;
}

function describe(port: number, servers: Servers): Run {
  return {
    database_url: servers.databaseUrl,
    redis_url: servers.redisUrl,
    port,
    supervisor: identify(process.pid) ?? { pid: process.pid, started: '' },
    pids: {},
  };
}

/** @returns why the processes must not start, or null */
async function migrate({ migrate: command, root, env, print, signal }: SupervisorSettings, run: Run) {
  if (command !== null && !signal?.aborted) {
    const withServers = { ...env, DATABASE_URL: run.database_url, REDIS_URL: run.redis_url };
    const onLine = (line: string) => print('migrate', line);
    const end = await runOnce(command, { cwd: root, env: withServers, onLine, signal });
    if (end !== 'code 0' && !signal?.aborted) return `the migrations failed (${end})`;
  }
  return signal?.aborted ? 'it was stopped' : null;
}
