import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { ProcfileEntry } from '../../bin/procfile';
import { type SupervisorSettings, supervise } from '../../bin/supervise';
import type { SupervisedRun } from '../../bin/supervised-run';
import { redisOptions } from '../../queues/redis-url';
import { isAlive } from '../../servers/process-identity';
import { findRunning, readRun, writeRun } from '../../servers/run-file';
import { scratchDirectory } from '../servers/scratch';
import { createTestDatabase, createTestRedis } from '../servers/test-servers';

/** A process that says how it was asked to stop. */
const POLITE = `trap 'echo asked; exit 0' TERM; echo "on $PORT"; while :; do sleep 0.05; done`;
const STUBBORN = `trap '' TERM; echo deaf; while :; do sleep 0.05; done`;

let root: string;
let given: { DATABASE_URL: string; REDIS_URL: string };
let lines: string[];
let runs: SupervisedRun[];
beforeEach(async () => {
  root = scratchDirectory();
  given = { DATABASE_URL: (await createTestDatabase()).url, REDIS_URL: (await createTestRedis()).url };
  lines = [];
  runs = [];
});
afterEach(async () => {
  await Promise.all(runs.map((run) => run.stop()));
  rmSync(root, { recursive: true, force: true });
});

function settings(processes: ProcfileEntry[], more: Partial<SupervisorSettings> = {}): SupervisorSettings {
  return {
    root,
    name: 'main',
    processes,
    env: { ...process.env, PORT: undefined, ...given },
    migrate: null,
    print: (name, line) => lines.push(`${name}: ${line}`),
    graceMs: 300,
    ...more,
  };
}

async function begin(processes: ProcfileEntry[], more: Partial<SupervisorSettings> = {}): Promise<SupervisedRun> {
  const outcome = await supervise(settings(processes, more));
  if (outcome.kind === 'refused') throw new Error(outcome.why);
  runs.push(outcome.run);
  return outcome.run;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}
const printed = (line: string) => until(() => lines.includes(line));
const pidOf = (name: string) => readRun(join(root, '.waybill', 'main'))?.pids[name];

it('gives every process the URLs and the port, and prints its lines behind its name', async () => {
  const run = await begin([{ name: 'show', command: `echo "$DATABASE_URL $REDIS_URL $PORT" >&2; ${POLITE}` }]);
  await printed(`show: ${given.DATABASE_URL} ${given.REDIS_URL} ${run.port}`);
  await printed(`show: on ${run.port}`);
});

it('asks every process to stop, and kills one that does not', async () => {
  const run = await begin([
    { name: 'polite', command: POLITE },
    { name: 'deaf', command: STUBBORN },
  ]);
  await until(() => lines.some((line) => line.startsWith('polite: on')) && lines.includes('deaf: deaf'));
  const deaf = pidOf('deaf');
  await run.stop();
  await printed('polite: asked');
  expect(deaf !== undefined && isAlive(deaf)).toBe(false);
  expect(findRunning(root)).toBeNull();
});

it('starts a process again that was killed, and records its new pid', async () => {
  await begin([{ name: 'polite', command: POLITE }]);
  const first = pidOf('polite');
  if (first === undefined) throw new Error('no pid was recorded');
  process.kill(first.pid, 'SIGKILL');
  await printed('polite: ended (SIGKILL); starting it again');
  await until(() => pidOf('polite')?.pid !== first.pid);
  expect(lines.filter((line) => line.startsWith('polite: on')).length).toBeLessThanOrEqual(2);
});

it('gives up when a process fails before all is ready', async () => {
  const run = await begin([
    { name: 'web', command: POLITE },
    { name: 'timer', command: 'echo "CARRIERS_FILE: no such file"; exit 3' },
  ]);
  expect(await run.gaveUp).toBe('timer ended with code 3 before Waybill was ready');
  await run.stop();
  expect(await run.ready).toBe(false);
});

it('gives up at any time when a process says that its settings are wrong', async () => {
  const run = await begin([{ name: 'timer', command: 'sleep 0.2; exit 78' }]);
  expect(await run.ready).toBe(true);
  expect(await run.gaveUp).toBe('timer ended with code 78');
});

it('is ready when the web process says so', async () => {
  const web = `node -e "let n = 0; require('http').createServer((q, r) => { r.statusCode = q.url === '/readyz' && n++ > 1 ? 200 : 503; r.end(); }).listen(process.env.PORT)"`;
  const run = await begin([{ name: 'web', command: web }]);
  expect(await run.ready).toBe(true);
  expect((await fetch(`${run.url}/readyz`)).status).toBe(200);
});

it('migrates before it starts a process', async () => {
  await begin([{ name: 'reads', command: `cat schema; ${POLITE}` }], { migrate: 'sleep 0.1; echo tables > schema' });
  await printed('reads: tables');
});

it('refuses to start when the migrations fail, and leaves no trace', async () => {
  const outcome = await supervise(settings([{ name: 'web', command: POLITE }], { migrate: 'echo broken; exit 2' }));
  expect(outcome).toEqual({ kind: 'refused', why: 'the migrations failed (code 2)' });
  expect(lines).toContain('migrate: broken');
  expect(findRunning(root)).toBeNull();
});

it('refuses a second start in the same checkout, naming the first', async () => {
  const run = await begin([{ name: 'polite', command: POLITE }]);
  expect(await supervise(settings([]))).toEqual({
    kind: 'refused',
    why: `it already runs in this checkout (process ${process.pid}, ${run.url}); stop that first`,
  });
});

it('is found by a command in the same checkout', async () => {
  const run = await begin([{ name: 'polite', command: POLITE }]);
  expect(findRunning(root)).toMatchObject({
    database_url: run.databaseUrl,
    redis_url: run.redisUrl,
    port: run.port,
    pids: { polite: { pid: expect.any(Number) } },
  });
});

it('ends what a killed supervisor left, however deaf, before it starts', async () => {
  await begin([{ name: 'deaf', command: STUBBORN }], { name: 'demo', graceMs: 0 });
  await printed('deaf: deaf');
  const left = readRun(join(root, '.waybill', 'demo'))?.pids.deaf;
  if (left === undefined) throw new Error('no pid was recorded');
  const dead = { pid: process.pid, started: '1' };
  writeRun(join(root, '.waybill', 'main'), {
    database_url: '',
    redis_url: '',
    port: 1,
    supervisor: dead,
    pids: { deaf: left, stranger: dead },
  });
  await begin([{ name: 'polite', command: POLITE }]);
  expect(isAlive(left)).toBe(false);
  expect(lines).toContain('waybill: ended what a killed run had left: deaf');
}, 15_000);

it('brings its private servers back when they are killed, with their data', async () => {
  const run = await begin([], { env: { ...process.env, DATABASE_URL: given.DATABASE_URL, REDIS_URL: undefined } });
  const redis = new Redis(redisOptions(run.redisUrl));
  await redis.set('parcel', 'kept');
  const pid = Number(readFileSync(join(root, '.waybill', 'main', 'redis', 'pid'), 'utf8'));
  process.kill(pid, 'SIGKILL');
  await printed('waybill: Redis is back');
  expect(await redis.get('parcel')).toBe('kept');
  redis.disconnect();
});
