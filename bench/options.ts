/** The command line of the bench. */
import { Command, InvalidArgumentError } from 'commander';

/** What can be measured, in the order in which it is. */
export const SECTIONS = ['smpp', 'bullmq', 'mariadb', 'whole', 'singles', 'wire', 'memory'] as const;
export type Section = (typeof SECTIONS)[number];

export interface BenchOptions {
  /** Messages of a run of the whole path, and of MariaDB alone. */
  readonly messages: number;
  /** Runs of each throughput; the median counts. */
  readonly runs: number;
  readonly only: readonly Section[];
  /** Processes that hold binds and submit. */
  readonly submit: number;
  /** Of each of the carrier's two binds. */
  readonly window: number;
  readonly json: boolean;
  /** Where CPU profiles of the processes go. */
  readonly profile?: string;
}

const whole = (lowest: number, highest: number) => (text: string) => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= lowest && value <= highest) return value;
  throw new InvalidArgumentError(`Give a whole number from ${lowest} to ${highest}.`);
};

function sections(text: string): Section[] {
  const asked = new Set(text.split(','));
  const known = SECTIONS.filter((name) => asked.has(name));
  if (known.length === asked.size) return known;
  throw new InvalidArgumentError(`Give some of ${SECTIONS.join(', ')}, with commas between.`);
}

const HELP = `
Sections:
  smpp      the ceiling: codec and session over loopback
  bullmq    the ceiling: parcels through a queue
  mariadb   the ceiling: the ledger's statements
  whole     HTTP batch → Delivered committed, over real processes
  singles   messages sent one by one over HTTP
  wire      from the request to submit_sm, on an idle system
  memory    Redis for queued messages, the carrier being down

What each row of the table means: bench/README.md
`;

/** Reads the arguments, without `node` and the script's name. Help and errors are printed, and end the process. */
export function readOptions(args: readonly string[]): BenchOptions {
  return new Command('bench')
    .description('Measures Waybill on this machine, beside the ceilings of its parts.')
    .option('--messages <number>', 'messages of a run', whole(1_000, 2_000_000), 60_000)
    .option('--runs <number>', 'runs of each throughput; the median counts', whole(1, 99), 3)
    .option('--only <sections>', 'measure these alone', sections, [...SECTIONS])
    .option('--submit <number>', 'submit processes', whole(1, 2), 1)
    .option('--window <number>', 'window of each of the two binds', whole(1, 10_000), 500)
    .option('--json', 'print the figures as JSON', false)
    .option('--profile <folder>', 'write CPU profiles of the processes there, and list what was hot')
    .addHelpText('after', HELP)
    .parse([...args], { from: 'user' })
    .opts<BenchOptions>();
}
