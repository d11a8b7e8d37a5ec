/** Waybill's own processes, as the Procfile starts them: compiled, each with its log in a file. */
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProcfile } from '../bin/procfile';
import { checkoutRoot } from '../servers/checkout';
import { signalGroup, spawnOwned } from '../servers/owned-process';

/** A process to start: its name, and the words of its command. */
export interface Program {
  readonly name: string;
  readonly words: readonly string[];
}

/** Every process of the Procfile. @throws where a command is more than `node`, its options and a file */
export function procfilePrograms(text: string): Program[] {
  const procfile = parseProcfile(text);
  if (procfile.kind === 'invalid') throw new Error(procfile.why);
  return procfile.processes.map(({ name, command }) => {
    if (!/^node( [\w./=-]+)+$/.test(command)) throw new Error(`the bench can't run "${command}" of the Procfile`);
    return { name, words: command.split(' ').slice(1) };
  });
}

export interface BenchProcess {
  readonly name: string;
  readonly pid: number;
  /** Throws, with the end of its log, where it has ended. */
  check(): void;
  /** SIGTERM, and SIGKILL when that doesn't help; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ProcessFiles {
  /** Where logs go. */
  readonly folder: string;
  /** Where CPU profiles go, if they are wanted. */
  readonly profile: string | undefined;
}

const PATIENCE_MS = 20_000;
const LOG_END = 2_000;

/** Starts a process of this build, the first, second … of its name; it ends when we do. */
export function startProcess(
  { name, words }: Program,
  number: number,
  env: NodeJS.ProcessEnv,
  { folder, profile }: ProcessFiles,
): BenchProcess {
  const label = `${name}-${number}`;
  const logFile = join(folder, `${label}.log`);
  const log = openSync(logFile, 'a', 0o600);
  const profiling =
    profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${label}.cpuprofile`];
  const child = spawnOwned(process.execPath, [...profiling, ...words], {
    cwd: checkoutRoot(),
    env,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let end: string | null = null;
  const ended = new Promise<void>((resolve) => {
    const settle = (how: string) => {
      end = how;
      resolve();
    };
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(signal ?? `code ${code}`));
  });
  return {
    name,
    pid: child.pid ?? 0,
    check() {
      if (end !== null) throw new Error(`${name} ended (${end}):\n${readFileSync(logFile, 'utf8').slice(-LOG_END)}`);
    },
    async stop() {
      if (end !== null || child.pid === undefined) return;
      const { pid } = child;
      signalGroup(pid, 'SIGTERM');
      const insist = setTimeout(() => signalGroup(pid, 'SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(insist);
    },
  };
}
