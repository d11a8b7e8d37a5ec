import { setTimeout as sleep } from 'node:timers/promises';
import { groupExists, signalGroup } from '../servers/owned-process';
import { identify, type ProcessIdentity } from '../servers/process-identity';
import type { ProcfileEntry } from './procfile';
import { keepLiving } from './restarts';
import { runInShell } from './shell-command';

/** How a process ended by itself: its exit code, or the signal that killed it. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ProcessSettings {
  entry: ProcfileEntry;
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** From SIGTERM to SIGKILL, in milliseconds. */
  graceMs: number;
  onLine: (line: string) => void;
  onStart: (identity: ProcessIdentity | null) => void;
  /** It ended although nobody stopped it: start it again? */
  onDeath: (end: ProcessEnd) => 'again' | 'last';
}

const POLL_MS = 20;

export interface SupervisedProcess {
  /** SIGTERM, then SIGKILL after the grace; resolves when it is gone and will not come back. */
  stop(): Promise<void>;
  /** SIGKILL, at once. */
  kill(): void;
}

/** Runs a Procfile's command in a shell, and again whenever it dies. */
export function superviseProcess(settings: ProcessSettings): SupervisedProcess {
  const stopping = new AbortController();
  let group: number | null = null;
  let patienceEnds = 0;

  const life = async () => {
    const child = runInShell(settings.entry.command, settings);
    group = child.pid ?? null;
    settings.onStart(group === null ? null : identify(group));
    const end = await new Promise<ProcessEnd>((resolve) => {
      child.once('error', () => resolve({ code: null, signal: null }));
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    // A shell that was asked to stop may be gone before what it ran.
    while (group !== null && groupExists(group) && Date.now() < patienceEnds) await sleep(POLL_MS);
    if (group !== null) signalGroup(group, 'SIGKILL');
    group = null;
    return stopping.signal.aborted ? 'last' : settings.onDeath(end);
  };
  const lives = keepLiving(life, stopping.signal);

  const signal = (name: NodeJS.Signals) => {
    if (group !== null) signalGroup(group, name);
  };
  return {
    async stop() {
      stopping.abort();
      patienceEnds = Date.now() + settings.graceMs;
      const insist = setTimeout(() => signal('SIGKILL'), settings.graceMs);
      signal('SIGTERM');
      signal('SIGCONT');
      await lives;
      clearTimeout(insist);
    },
    kill() {
      stopping.abort();
      signal('SIGKILL');
    },
  };
}
