import { Command, InvalidArgumentError } from 'commander';
import { parseMix } from './mix';
import { OUTCOMES } from './outcomes';
import { DEFAULTS, type SimulatorOptions } from './settings';

/** What the command line asks for. */
export interface CommandLine extends SimulatorOptions {
  readonly quiet: boolean;
  /** Seconds between two lines of figures; 0: none. */
  readonly stats: number;
}

const whole =
  (lowest: number, highest = 2 ** 31 - 1) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`Give a whole number from ${lowest} to ${highest}.`);
  };

function mix(text: string): string {
  const parsed = parseMix(text);
  if (parsed.kind === 'error') throw new InvalidArgumentError(`${parsed.error}.`);
  return text;
}

const NUMBERS = OUTCOMES.map(({ code, name, happens }) => `  ${code}  ${name.padEnd(14)}${happens}`).join('\n');

const MORE_HELP = `
Numbers:
  +1500555OODD, where OO says what happens and DD after how many seconds its final receipt comes.
  Any other number falls to the mix, which uses the names.

${NUMBERS}

Examples:
  npm run simulator -- --port 2775
  npm run simulator -- --port 0 --system-id waybill --password secret --max-binds 2
  npm run simulator -- --rate 500 --window 50 --response-delay 20
  npm run simulator -- --mix delivered=9,undelivered=1 --receipt-delay 200 --seed 7 --stats 5
`;

/** The command, its options and its help. The options' names are those of SimulatorOptions. */
export function createCommand(): Command {
  return new Command('simulator')
    .description('An SMSC to develop, demonstrate, test and measure against (SMPP 3.4).')
    .option('--port <number>', 'port to listen on; 0: any free one', whole(0, 65_535), 2775)
    .option('--host <address>', 'address to listen on', DEFAULTS.host)
    .option('--system-id <text>', 'the only system_id let in (default: any)')
    .option('--password <text>', 'the only password let in (default: any)')
    .option('--window <number>', 'unanswered submits a link may have, else ESME_RMSGQFUL; 0: no limit', whole(0), 0)
    .option(
      '--rate <number>',
      'parts a second over all binds, else ESME_RTHROTTLED; 0: no limit',
      whole(0, 1_000_000),
      0,
    )
    .option('--max-binds <number>', 'binds a system_id may have, else ESME_RALYBND; 0: no limit', whole(0), 0)
    .option('--response-delay <ms>', 'from a submit to its answer', whole(0), DEFAULTS.responseDelay)
    .option(
      '--receipt-delay <ms>',
      'from answer to final receipt, for numbers of the mix',
      whole(0),
      DEFAULTS.receiptDelay,
    )
    .option('--mix <name=weight,…>', 'what becomes of numbers not listed below', mix, DEFAULTS.mix)
    .option('--seed <number>', 'another seed deals other fates to the numbers of the mix', whole(0), DEFAULTS.seed)
    .option('--receipt-window <number>', 'unacknowledged deliver_sm a link may have', whole(1), DEFAULTS.receiptWindow)
    .option('--receipt-timeout <ms>', 'until an unanswered deliver_sm is sent again', whole(1), DEFAULTS.receiptTimeout)
    .option('--receipt-retry <ms>', 'until a refused or lost deliver_sm is sent again', whole(1), DEFAULTS.receiptRetry)
    .option('--receipt-tries <number>', 'tries of a deliver_sm before it is given up', whole(1), DEFAULTS.receiptTries)
    .option('--no-receipt-tlvs', 'receipts without receipted_message_id and message_state')
    .option('--enquire-link <ms>', 'period of its own enquire_link; 0: none', whole(0), DEFAULTS.enquireLink)
    .option('--stats <seconds>', 'print figures this often; 0: never', whole(0), 0)
    .option('--quiet', 'say nothing about links and binds', false)
    .addHelpText('after', MORE_HELP);
}

/** Reads the arguments, without `node` and the script's name. Help and errors are printed, and end the process. */
export function readCommandLine(args: readonly string[]): CommandLine {
  return createCommand()
    .parse([...args], { from: 'user' })
    .opts<CommandLine>();
}
