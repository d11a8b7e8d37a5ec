import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.join(__dirname, '../..');
let child: ChildProcess | undefined;

function run(...args: string[]): ChildProcess {
  child = spawn(process.execPath, ['--import', 'tsx', 'simulator/main.ts', ...args], { cwd: ROOT });
  return child;
}

afterEach(() => child?.kill('SIGKILL'));

describe('the simulator process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says where it listens, and ends cleanly on %s', async (signal) => {
    const simulator = run('--port', '0', '--quiet', '--stats', '60');
    const exit = once(simulator, 'exit');
    const [line] = await once(createInterface(simulator.stdout!), 'line');
    expect(line).toMatch(/^simulator listening on 127\.0\.0\.1:\d+$/);
    simulator.kill(signal);
    expect(await exit).toEqual([0, null]);
  });

  it('says so and fails when it cannot listen', async () => {
    const simulator = run('--host', '203.0.113.1');
    const [line] = await once(createInterface(simulator.stderr!), 'line');
    expect(line).toMatch(/^simulator: listen EADDRNOTAVAIL/);
    expect(await once(simulator, 'exit')).toEqual([1, null]);
  });
});
