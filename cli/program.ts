/** The `waybill` command: its subcommands, its help and its exit codes. */
import { Command } from 'commander';
import { isUnavailable } from '../db/unavailable';
import { addCarrierCommands, type WithBinds } from './carriers';
import { databaseExit, Exit } from './exit';
import { addKeyCommands, type Print, type WithPool } from './keys';

export interface Terminal {
  readonly print: Print;
  readonly complain: Print;
  readonly withPool: WithPool;
  readonly withBinds: WithBinds;
}

/** Runs a command line (without node and script) and returns its exit code: 0, or one of sysexits'. */
export async function runCommand(
  args: readonly string[],
  { print, complain, withPool, withBinds }: Terminal,
): Promise<number> {
  const program = new Command('waybill')
    .description('Sends SMS over SMPP and says, for every message, what became of it.')
    .addHelpText(
      'after',
      '\nExamples:\n  $ waybill keys create --account acme\n  $ waybill keys list\n  $ waybill carriers\n\nDATABASE_URL names the database; in a checkout its own is found without it.',
    )
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: () => {} })
    .showHelpAfterError(false);
  addKeyCommands(program, withPool, print);
  addCarrierCommands(program, withBinds, print);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return explain(error, complain);
  }
}

interface CommanderFault {
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
}

function explain(error: unknown, complain: Print): number {
  if (isCommanderFault(error)) return explainUsage(error, complain);
  const exit = error instanceof Exit ? error : databaseExit(error, isUnavailable(error));
  complain(`waybill: ${exit?.message ?? (error instanceof Error ? error.message : String(error))}`);
  return exit?.code ?? 1;
}

function explainUsage({ code, exitCode, message }: CommanderFault, complain: Print): number {
  if (exitCode === 0) return 0; // --help
  const what =
    code === 'commander.help' ? 'a command is missing' : message.replace(/^error: /, '').replace(/\s+/g, ' ');
  complain(`waybill: ${what}; see waybill --help`);
  return 64; // EX_USAGE
}

function isCommanderFault(error: unknown): error is CommanderFault {
  return (
    error instanceof Error && 'exitCode' in error && 'code' in error && String(error.code).startsWith('commander.')
  );
}
