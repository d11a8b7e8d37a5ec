/** The processes as they ship, compiled from the sources as they are: once a jest run, into the run's own folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkoutRoot } from '../../servers/checkout';
import { ASK_SOCKET } from '../servers/test-servers';
import { waitUntil } from './wait';

/** The folder with the compiled sources. The first test file that asks compiles; the others wait for it. */
export async function builtProcesses(): Promise<string> {
  const socket = process.env[ASK_SOCKET];
  if (socket === undefined) throw new Error("the run's folder belongs to jest's globalSetup, which has not run");
  const folder = join(dirname(socket), 'built');
  const done = join(folder, 'done');
  if (isFirst(folder)) {
    const root = checkoutRoot();
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const compiler = join(root, 'node_modules', '.bin', 'tsc');
    const args = ['-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist'), '--incremental', 'false'];
    // A type error is another check's to tell; what is missing shows when a process starts.
    const { error } = spawnSync(compiler, [...args, '--tsBuildInfoFile', 'null'], { cwd: root, encoding: 'utf8' });
    if (error) throw error;
    writeFileSync(done, '');
  }
  await waitUntil('the processes are compiled', () => existsSync(done));
  return join(folder, 'dist');
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
