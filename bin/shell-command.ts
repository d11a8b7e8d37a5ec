import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { spawnOwned } from '../servers/owned-process';

export interface ShellSettings {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Gets each line of stdout and stderr. */
  onLine: (line: string) => void;
}

/** What makes a command more than one program with its arguments. */
const COMPOUND = /[;&|(){}`\n]/;

/**
 * Starts a Procfile's command. The shell becomes the program where there is only one: signals, and the kernel's notice
 * that we died, then reach the program itself. (`env` lets it begin with `NAME=value`.)
 */
export function runInShell(command: string, { cwd, env, onLine }: ShellSettings): ChildProcess {
  const script = COMPOUND.test(command) ? command : `exec env ${command}`;
  const child = spawnOwned('sh', ['-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine);
  }
  return child;
}
