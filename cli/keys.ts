/** `waybill keys …` */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Pool } from 'mysql2/promise';
import { ensureAccount } from '../db/accounts';
import { type ApiKey, createKey, listKeys, revokeKey, type Scope, scopes } from '../db/api-keys';
import { fromPublic, toPublic } from '../message/id';
import { Exit } from './exit';

/** Runs `work` with a database that is open for as long as it takes. */
export type WithPool = (work: (pool: Pool) => Promise<void>) => Promise<void>;
export type Print = (line: string) => void;

interface CreateOptions {
  readonly account: string;
  readonly scopes: readonly Scope[];
  readonly test?: boolean;
}

export function addKeyCommands(program: Command, withPool: WithPool, print: Print): void {
  const keys = program.command('keys').description('API keys: who may send, read and administer');

  keys
    .command('create')
    .description('make a key and print it; it is shown this once')
    .addOption(
      new Option('--account <name>', 'whose key; made when there is none')
        .argParser(parseAccount)
        .makeOptionMandatory(),
    )
    .option('--scopes <list>', `comma-separated: ${scopes.join(', ')} (admin holds all)`, parseScopes, ['send', 'read'])
    .option('--test', "a test key: reaches the simulator's numbers +1500555… only")
    .addHelpText('after', createExamples)
    .action(async ({ account, scopes, test }: CreateOptions) =>
      withPool(async (pool) => {
        const accountId = await ensureAccount(pool, account);
        const { key } = await createKey(pool, { accountId, mode: test ? 'test' : 'live', scopes });
        print(key);
      }),
    );

  keys
    .command('list')
    .description('every key: id, account, how it begins, scopes, when made and revoked (tab-separated)')
    .action(() => withPool(async (pool) => (await listKeys(pool)).map(toLine).forEach(print)));

  keys
    .command('revoke')
    .description('end a key for good; requests with it are refused within a second')
    .argument('<id>', 'as `waybill keys list` shows it: key_…')
    .addHelpText('after', '\nExample:\n  $ waybill keys revoke key_01JD2Y7K4Q9V6M3T5R8W0XBZCE')
    .action((id: string) =>
      withPool(async (pool) => {
        const bare = fromPublic('key', id);
        const outcome = bare === null ? 'absent' : await revokeKey(pool, bare);
        if (outcome === 'absent') throw new Exit(1, `there is no key ${id}: \`waybill keys list\` shows the ids`);
        print(`${id} ${outcome}`);
      }),
    );
}

const createExamples = `
Examples:
  $ waybill keys create --account acme
  $ waybill keys create --account ops --scopes admin
  $ KEY=$(waybill keys create --account dev --test)`;

function parseScopes(text: string): Scope[] {
  const asked = new Set(text.split(',').map((word) => word.trim()));
  const known = scopes.filter((scope) => asked.has(scope));
  if (known.length < asked.size)
    throw new InvalidArgumentError(`Scopes are ${scopes.join(', ')}, with commas between.`);
  return known;
}

function parseAccount(text: string): string {
  if (/^(?=\S)\P{C}{1,64}(?<=\S)$/u.test(text)) return text;
  throw new InvalidArgumentError('An account name has 1 to 64 characters, and no space at its ends.');
}

function toLine({ id, account, hint, mode, scopes, createdAt, revokedAt }: ApiKey): string {
  const revoked = revokedAt === null ? 'valid' : `revoked ${revokedAt.toISOString()}`;
  return [toPublic('key', id), account, `${hint}…`, mode, [...scopes].join(','), createdAt.toISOString(), revoked].join(
    '\t',
  );
}
