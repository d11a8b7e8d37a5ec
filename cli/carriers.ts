/** `waybill carriers …`: how the binds stand, and holding a carrier. */
import { type Command, Option } from 'commander';
import type { Pool } from 'mysql2/promise';
import { pausedCarriers, setPaused } from '../db/carrier-states';
import type { BindJob } from '../queues/binds';
import { Exit } from './exit';
import type { Print } from './keys';

/** Runs `work` with the database and with what the binds tell of themselves. */
export type WithBinds = (work: (pool: Pool, binds: readonly BindJob[]) => Promise<void>) => Promise<void>;

export function addCarrierCommands(program: Command, withBinds: WithBinds, print: Print): void {
  const carriers = program.command('carriers').description('carriers: how their binds stand, pause and resume');

  carriers
    .command('list', { isDefault: true })
    .description('each bind: state, since when, window in use, rate, throttles, last error')
    .addOption(new Option('--json', 'as JSON, one bind a line'))
    .action(({ json }: { json?: boolean }) =>
      withBinds(async (pool, binds) => {
        const paused = await pausedCarriers(pool);
        const sorted = [...binds].sort((a, b) => a.carrier.localeCompare(b.carrier) || a.slot - b.slot);
        const rows = sorted.map((bind) => toRow(bind, paused.has(bind.carrier)));
        if (json) for (const bind of sorted) print(JSON.stringify({ ...bind, paused: paused.has(bind.carrier) }));
        else if (rows.length === 0) print('There are no binds: is Waybill running (npm start)?');
        else for (const line of table([heads, ...rows])) print(line);
      }),
    );

  for (const [verb, description] of [
    ['pause', 'begin no more messages; the binds stay up, and receipts go on coming'],
    ['resume', 'go on where it stopped'],
  ] as const) {
    carriers
      .command(verb)
      .description(description)
      .argument('<name>', 'as the carriers file calls it')
      .addHelpText('after', `\nExample:\n  $ waybill carriers ${verb} acme`)
      .action((name: string) =>
        withBinds(async (pool, binds) => {
          const names = [...new Set(binds.map(({ carrier }) => carrier))].sort();
          if (!names.includes(name)) throw new Exit(1, `there is no carrier ${name}; there ${areAll(names)}`);
          await setPaused(pool, name, verb === 'pause' ? new Date() : null);
          print(`${name} ${verb}d`);
        }),
      );
  }
}

const heads = ['BIND', 'STATE', 'SINCE', 'IN FLIGHT', 'RATE', 'THROTTLED', 'LAST ERROR'];

function toRow(bind: BindJob, paused: boolean): string[] {
  return [
    `${bind.carrier}/${bind.slot}`,
    `${bind.state ?? 'waiting'}${paused ? ' (paused)' : ''}`,
    bind.since?.replace(/\.\d+Z$/, 'Z') ?? '-',
    `${bind.in_flight ?? 0}/${bind.window ?? '-'}`,
    bind.rate ? `${bind.rate}/s` : 'unlimited',
    String(bind.throttled ?? 0),
    bind.last_error ?? '-',
  ];
}

function table(rows: readonly string[][]): string[] {
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function areAll(names: readonly string[]): string {
  return names.length === 0 ? 'are none yet: start Waybill first' : `is ${names.join(', ')}`;
}
