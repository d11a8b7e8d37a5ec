/** `npm run demo`: all of Waybill on this machine, and a verdict on a batch of messages. */

import { onStopSignals } from '../bin/stop-signals';
import type { SupervisedRun } from '../bin/supervised-run';
import { checkoutRoot } from '../servers/checkout';
import { demo } from './demo';
import { readOptions } from './options';

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const asked = new AbortController();
  let run: SupervisedRun | null = null;
  onStopSignals(
    () => asked.abort(),
    () => {
      run?.kill();
      process.exit(130);
    },
  );
  // Whoever read our output is gone, and with it the terminal.
  process.stdout.on('error', () => asked.abort());
  return await demo({
    root: checkoutRoot(),
    options,
    out: process.stdout,
    stop: asked.signal,
    onRun(begun) {
      run = begun;
    },
  });
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(`The demo failed: ${error.message}`);
    process.exit(1);
  },
);
