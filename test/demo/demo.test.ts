/** The demo as it ships, in a checkout of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { statuses } from '../../message/status';
import { checkoutRoot } from '../../servers/checkout';
import { readRun } from '../../servers/run-file';
import { builtProcesses } from '../e2e/build';
import { waitUntil } from '../e2e/wait';
import { scratchDirectory } from '../servers/scratch';

let checkout: string;
let running: ChildProcess[] = [];
beforeAll(async () => {
  const built = await builtProcesses();
  const root = checkoutRoot();
  checkout = scratchDirectory();
  for (const name of ['package.json', 'Procfile', 'config'])
    cpSync(join(root, name), join(checkout, name), { recursive: true });
  cpSync(built, join(checkout, 'dist'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
}, 120_000);
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

interface Demo {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

function startDemo(...args: string[]): Demo {
  const { PORT: _port, ...env } = process.env;
  const child = spawn(process.execPath, ['dist/demo/main.js', ...args], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, ended };
}

const whatRuns = () => readRun(join(checkout, '.waybill', 'demo'));

it('ends everything on Ctrl-C in mid-batch', async () => {
  const demo = startDemo('--messages', '200');
  await waitUntil('the batch is on its way', () => demo.output().includes(' final '));
  const pids = Object.values(whatRuns()?.pids ?? {}).map(({ pid }) => pid);
  demo.child.kill('SIGINT');
  expect(await demo.ended).toBe(130);
  expect(pids).toHaveLength(4);
  expect(pids.filter(isThere)).toEqual([]);
  expect(whatRuns()).toBeNull();
}, 90_000);

it('finds its data again, brings a message to each of the ten statuses, and exits with 0', async () => {
  const demo = startDemo('--exit', '--messages', '32');
  const code = await demo.ended;
  const output = demo.output();
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain('All 32 messages ended in the status their number asks for.');
  expect(output).toContain('All ten statuses were seen.');
  const rows = [...output.matchAll(/^ (\w+) +[\d,–]+ +[\d,–]+ {2}\+1500555/gm)].map(([, name]) => name?.toLowerCase());
  expect(rows).toEqual(statuses);
  expect(output).not.toContain(String.fromCharCode(27));
}, 120_000);

it('says what is wrong with its arguments', async () => {
  const demo = startDemo('--messages', '3');
  expect(await demo.ended).toBe(1);
  expect(demo.output()).toContain('Give a whole number from 16 to 10000.');
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
