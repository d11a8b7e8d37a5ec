/**
 * `npm run bench`: Waybill's speed on this machine, beside the ceilings of its parts, all in one run, since machines differ.
 * Start reading here; what each row means is in README.md. Everything runs on servers of its own, with empty data.
 */
import { readdirSync, rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { measureParcels } from './bullmq-alone';
import { type Figures, repeat, type Setting } from './figures';
import { hotSpotTable } from './hot-spots';
import { measureLedger } from './mariadb-alone';
import { measureMemory } from './memory';
import { type BenchOptions, readOptions, type Section } from './options';
import { type OwnServers, startOwnServers } from './own-servers';
import { report } from './report';
import { scratchFolder } from './scratch';
import { measureSingles } from './singles';
import { measureSmppLoopback } from './smpp-loopback';
import { type Stack, withStack } from './stack';
import { measureWhole } from './whole';
import { measureWire } from './wire';

const SIZES = {
  smpp: 100_000,
  parcels: [
    { size: 500, jobs: 5_000 },
    { size: 100, jobs: 5_000 },
    { size: 1, jobs: 20_000 },
  ],
  warmUp: 10_000,
  singles: 20_000,
  wire: 300,
  memory: { batched: 50_000, single: 5_000 },
};
const HOTTEST = 30;
const BYTES_A_GB = 2 ** 30;

type Measuring = { -readonly [Name in keyof Figures]: Figures[Name] };

async function bench(options: BenchOptions): Promise<void> {
  const folder = scratchFolder();
  const stopOnSignal = () => {
    // The servers and processes end with us (servers/owned-process.ts).
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  };
  process.once('SIGINT', stopOnSignal).once('SIGTERM', stopOnSignal);
  const servers = await startOwnServers(folder);
  try {
    const figures: Measuring = {};
    await ceilings(servers, options, figures);
    if (wants(options, 'whole', 'singles', 'wire', 'memory')) {
      await withStack(servers, folder, options, (stack) => wholePath(stack, options, figures));
    }
    const setting = settingOf(options, servers);
    console.log(options.json ? JSON.stringify({ setting, figures }, null, 2) : `\n${report(figures, setting)}`);
    if (options.profile !== undefined) printHotSpots(options.profile);
  } finally {
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ceilings(servers: OwnServers, options: BenchOptions, figures: Measuring): Promise<void> {
  const { runs, messages } = options;
  if (wants(options, 'smpp')) {
    figures.smpp = await step('SMPP alone', () => repeat(runs, () => measureSmppLoopback(SIZES.smpp)));
  }
  if (wants(options, 'bullmq')) {
    const { url } = servers.redis;
    figures.bullmq = await step('BullMQ alone', () =>
      inTurn(SIZES.parcels, ({ size, jobs }) => repeat(runs, () => measureParcels(url, size, jobs))),
    );
  }
  if (wants(options, 'mariadb')) {
    const { pid } = servers.mariadb;
    figures.mariadb = await step('MariaDB alone', () =>
      servers.withFresh('bench_ledger', async ({ databaseUrl }) => {
        await measureLedger(databaseUrl, pid, SIZES.warmUp);
        return await repeat(runs, () => measureLedger(databaseUrl, pid, messages));
      }),
    );
  }
}

async function wholePath(stack: Stack, options: BenchOptions, figures: Measuring): Promise<void> {
  const { runs, messages } = options;
  await step('warming up', () => measureWhole(stack, SIZES.warmUp));
  if (wants(options, 'whole')) {
    figures.whole = await step('the whole path', () => repeat(runs, () => measureWhole(stack, messages)));
  }
  if (wants(options, 'singles')) {
    figures.singles = await step('single messages', () => repeat(runs, () => measureSingles(stack, SIZES.singles)));
  }
  if (wants(options, 'wire')) figures.wire = await step('a message alone', () => measureWire(stack, SIZES.wire));
  if (wants(options, 'memory')) {
    const { batched, single } = SIZES.memory;
    figures.memory = await step('Redis for queued messages', () => measureMemory(stack, batched, single));
  }
}

function wants({ only }: BenchOptions, ...sections: readonly Section[]): boolean {
  return sections.some((section) => only.includes(section));
}

/** Says on stderr what is measured now, and how long it took. */
async function step<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  const begun = performance.now();
  process.stderr.write(`${what} … `);
  const value = await work();
  process.stderr.write(`${((performance.now() - begun) / 1_000).toFixed(1)} s\n`);
  return value;
}

async function inTurn<Item, Value>(items: readonly Item[], work: (item: Item) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (const item of items) values.push(await work(item));
  return values;
}

function settingOf({ messages, runs, submit, window }: BenchOptions, servers: OwnServers): Setting {
  return {
    at: new Date().toISOString(),
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / BYTES_A_GB),
    versions: [`Node ${process.versions.node}`, ...servers.versions],
    messages,
    runs,
    submit,
    window,
  };
}

function printHotSpots(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    console.log(`\n${file}\n${hotSpotTable(join(folder, file), HOTTEST)}`);
  }
}

bench(readOptions(process.argv.slice(2))).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`\nThe bench failed: ${error instanceof Error ? error.stack : String(error)}`);
    process.exit(1);
  },
);
