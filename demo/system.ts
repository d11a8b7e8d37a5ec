/** The whole of Waybill with a carrier simulator beside it: the demo's own servers, data and ports. */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choosePort } from '../bin/port';
import { parseProcfile } from '../bin/procfile';
import { MIGRATE, supervise } from '../bin/supervise';
import type { SupervisedRun } from '../bin/supervised-run';
import type { ProcessLogs } from './process-logs';

export type Start =
  | { readonly kind: 'running'; readonly run: SupervisedRun }
  | { readonly kind: 'failed'; readonly why: string; readonly log: readonly string[] };

const CARRIERS = 'config/demo-carriers.yaml';

/** @throws where a private server doesn't start */
export async function startSystem(
  root: string,
  logs: ProcessLogs,
  note: (text: string) => void,
  stop: AbortSignal,
): Promise<Start> {
  const procfile = parseProcfile(readFileSync(join(root, 'Procfile'), 'utf8'));
  if (procfile.kind === 'invalid') return { kind: 'failed', why: procfile.why, log: [] };
  // Any free port; a random one, since another demo may be choosing at this moment.
  const simulator = await choosePort(undefined, randomInt(20_000, 30_000));
  if (simulator.kind === 'refused') return { kind: 'failed', why: simulator.why, log: [] };

  const outcome = await supervise({
    root,
    name: 'demo',
    processes: [
      { name: 'simulator', command: `node dist/simulator/main.js --port ${simulator.port}` },
      ...procfile.processes,
    ],
    env: demoEnvironment(simulator.port),
    migrate: MIGRATE,
    print: (name, line) => (name === 'waybill' ? note(line) : logs.write(name, line)),
    signal: stop,
  });
  return outcome.kind === 'running' ? outcome : { kind: 'failed', why: outcome.why, log: logs.tail('migrate') };
}

/** The servers are private, whatever the environment names: the demo must not write into anybody's data. */
function demoEnvironment(simulatorPort: number): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...rest } = process.env;
  return { ...rest, CARRIERS_FILE: CARRIERS, SIMULATOR_PORT: `${simulatorPort}` };
}
