import { Command, InvalidArgumentError } from 'commander';
import { FEWEST_MESSAGES } from './sample';

export interface DemoOptions {
  /** Stop everything when the verdict is there. */
  readonly exit: boolean;
  readonly messages: number;
}

/** The API's limit for one JSON batch. */
const MOST_MESSAGES = 10_000;

/** Reads the arguments, without `node` and the script's name. Help and errors are printed, and end the process. */
export function readOptions(args: readonly string[]): DemoOptions {
  return new Command('npm run demo --')
    .description('Shows Waybill at work: all of it on this machine, a batch through the carrier simulator, a verdict.')
    .option('--exit', 'stop everything when the verdict is there; exit code 0 only if it is good', false)
    .option('--messages <number>', `how many to send, ${FEWEST_MESSAGES} to ${MOST_MESSAGES}`, count, 2_000)
    .parse([...args], { from: 'user' })
    .opts<DemoOptions>();
}

function count(text: string): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= FEWEST_MESSAGES && value <= MOST_MESSAGES) return value;
  throw new InvalidArgumentError(`Give a whole number from ${FEWEST_MESSAGES} to ${MOST_MESSAGES}.`);
}
