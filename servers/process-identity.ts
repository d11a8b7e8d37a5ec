import { readFileSync } from 'node:fs';

/** A process that is not mistaken for a later one with the same pid. */
export interface ProcessIdentity {
  pid: number;
  /** When it began, in clock ticks since boot (proc(5), /proc/pid/stat, field 22). */
  started: string;
}

/** @returns null where no such process runs, or the system has no /proc */
export function identify(pid: number): ProcessIdentity | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the program's name, is in parentheses and may hold anything.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const started = rest[18];
    const dead = state === 'Z' || state === 'X';
    return dead || started === undefined ? null : { pid, started };
  } catch {
    return null;
  }
}

/** Whether this very process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}
