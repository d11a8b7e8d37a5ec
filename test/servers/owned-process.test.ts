import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from '../../servers/process-identity';

const OWNED = join(__dirname, '../../servers/owned-process.ts');

/** A process that owns a `sleep` and prints its pid. */
const OWNER = `
  const { spawnOwned } = require(${JSON.stringify(OWNED)});
  const child = spawnOwned('sleep', ['600'], { stdio: 'ignore' });
  child.once('spawn', () => console.log(child.pid));
  setInterval(() => {}, 1000);
`;

const spawned: ChildProcess[] = [];
afterEach(() => {
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
});

async function untilGone(identity: ProcessIdentity): Promise<void> {
  while (isAlive(identity)) await sleep(10);
}

it.each(['SIGKILL', 'SIGTERM'] as const)('an owned process ends when its owner dies of %s', async (signal) => {
  const owner = spawn(process.execPath, ['--import', 'tsx', '-e', OWNER], { stdio: ['ignore', 'pipe', 'ignore'] });
  spawned.push(owner);
  const [pid] = await once(owner.stdout, 'data');
  // setpriv has done its part when it has become the sleep.
  while (readFileSync(`/proc/${Number(pid)}/comm`, 'utf8') !== 'sleep\n') await sleep(10);
  const owned = identify(Number(pid));
  if (owned === null) throw new Error('the owned process did not start');
  owner.kill(signal);
  await untilGone(owned);
  expect(isAlive(owned)).toBe(false);
});

it('a later process with the same pid is not taken for the earlier one', () => {
  const self = identify(process.pid);
  expect(self !== null && isAlive(self)).toBe(true);
  expect(isAlive({ pid: process.pid, started: '1' })).toBe(false);
});

it('a process that has ended but was not collected counts as gone', async () => {
  // The shell becomes a sleep before its child ends, and never collects it.
  const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'ignore'] });
  spawned.push(parent);
  const [pid] = await once(parent.stdout, 'data');
  const zombie = Number(pid);
  while (identify(zombie) !== null) await sleep(10);
  expect(() => process.kill(zombie, 0)).not.toThrow();
});
