import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { findProgram } from './programs';

/** A lock file that the process holds for as long as it lives. */
export interface ProcessLock {
  file: string;
  /** How long to wait for the present holder, in seconds. */
  waitSeconds: number;
}

/** The exit code of a process that never began because another one holds its lock. */
export const LOCK_TAKEN = 75;

/**
 * Starts a process that cannot outlive us and that a Ctrl-C in our terminal doesn't reach.
 *
 * - `setpriv --pdeathsig TERM`: the kernel sends it SIGTERM when we end, even by kill -9. It needs no help in the
 *   process. (prctl(2), PR_SET_PDEATHSIG: inherited over exec, not over fork.)
 * - `flock --no-fork`: the kernel's lock stays open in the process itself, so it is free the moment the process is gone.
 * - `detached`: a session and process group of its own, whose id is the pid; we alone decide when it gets a signal.
 *
 * Both programs exec what follows, so the pid is the process' own. They are part of every Debian (util-linux); where
 * they are missing the process starts without them.
 */
export function spawnOwned(command: string, args: string[], options: SpawnOptions, lock?: ProcessLock): ChildProcess {
  const words = [...diesWithUs(), ...(lock === undefined ? [] : holds(lock)), command, ...args];
  return spawn(words[0] ?? command, words.slice(1), { ...options, detached: true });
}

/** The words before a command that make it end with us; none where the system cannot. */
export function diesWithUs(): string[] {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : null;
  return setpriv === null ? [] : [setpriv, '--pdeathsig', 'TERM'];
}

function holds(lock: ProcessLock): string[] {
  const flock = findProgram('flock');
  if (flock === null) return [];
  return [flock, '--no-fork', '--wait', `${lock.waitSeconds}`, '--conflict-exit-code', `${LOCK_TAKEN}`, lock.file];
}

/** Signals a whole owned process group; one that is gone already is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether any process of the group is left. */
export function groupExists(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
