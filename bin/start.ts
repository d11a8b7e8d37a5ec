/** `npm start`: every process of the Procfile, until Ctrl-C. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutRoot } from '../servers/checkout';
import { labelledOutput } from './labelled-output';
import { type ProcfileEntry, parseProcfile } from './procfile';
import { onStopSignals } from './stop-signals';
import { MIGRATE, supervise } from './supervise';
import type { SupervisedRun } from './supervised-run';

/** @returns the exit code: 0 when it was asked to stop, 1 where it could not run */
async function start(root: string, processes: ProcfileEntry[]): Promise<number> {
  const names = ['waybill', ...processes.map(({ name }) => name), 'migrate'];
  const print = labelledOutput(names, process.stdout, process.env);
  const note = (text: string) => print('waybill', text);
  const asked = new AbortController();
  let run: SupervisedRun | null = null;
  onStopSignals(
    () => {
      note('stopping; once more to stop at once');
      asked.abort();
    },
    () => {
      run?.kill();
      process.exit(130);
    },
  );
  // Whoever read our output is gone, and with it the terminal.
  process.stdout.on('error', () => asked.abort());

  const outcome = await supervise({
    root,
    name: 'main',
    processes,
    env: process.env,
    migrate: MIGRATE,
    print,
    signal: asked.signal,
  });
  if (outcome.kind === 'refused') {
    if (asked.signal.aborted) return 0;
    console.error(`Waybill did not start: ${outcome.why}.`);
    return 1;
  }
  run = outcome.run;
  void run.ready.then((ready) => {
    if (ready) note(`Waybill is ready: ${outcome.run.url} (queues at /queues; Ctrl-C stops it)`);
  });
  const why = await Promise.race([run.gaveUp, aborted(asked.signal)]);
  await run.stop();
  note('stopped');
  if (why === null) return 0;
  console.error(`Waybill stopped: ${why}.`);
  return 1;
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}

async function main(): Promise<number> {
  const root = checkoutRoot();
  const procfile = parseProcfile(readFileSync(join(root, 'Procfile'), 'utf8'));
  if (procfile.kind === 'processes') return await start(root, procfile.processes);
  console.error(`Waybill did not start: ${procfile.why}.`);
  return 1;
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(`Waybill did not start: ${error.message}`);
    process.exit(1);
  },
);
