import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LOCK_TAKEN, signalGroup, spawnOwned } from './owned-process';

/** What to run, and how to tell that it serves. */
export interface ServerProgram {
  name: 'Redis' | 'MariaDB';
  /** Its folder: lock, pid file and log are here. */
  dir: string;
  socket: string;
  url: string;
  command: string;
  args: string[];
  /** The file to which the server writes its pid once it has begun. */
  pidFile: string;
  /** How long to wait for a predecessor that still holds the data, in seconds; 20 unless given. */
  waitSeconds?: number;
  /** One try to speak with it. */
  answers(socket: string): Promise<boolean>;
}

/** A server of our own, on its own socket and data. */
export interface PrivateServer {
  readonly name: ServerProgram['name'];
  readonly url: string;
  readonly socket: string;
  /** Of the present process, or the last one. */
  readonly pid: number;
  /** Resolves with how the present process ended ("code 0", "SIGKILL"), at once where it already has. */
  ended(): Promise<string>;
  /** Asks it to shut down, then insists; resolves when it is gone. */
  stop(): Promise<void>;
  /** Sends a signal (SIGKILL unless told); resolves when the process is gone, for SIGSTOP and SIGCONT at once. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Stops it where it runs and starts it on the same data and socket; resolves when it serves. */
  restart(): Promise<void>;
}

const READY_WITHIN_MS = 120_000;
const POLL_MS = 10;
const STOP_GRACE_MS = 20_000;
/** A predecessor whose owner was killed needs this long at most to write down what it holds. */
const LOCK_WAIT_SECONDS = 20;

/** Another process works on the server's data, and did not end while we waited. */
export class DataInUse extends Error {}

interface Running {
  child: ChildProcess;
  pid: number;
  ended: Promise<string>;
  isOver: () => boolean;
}

/**
 * Starts a server and waits until it serves.
 * @throws where it ends before that (with the end of its log), or another process holds its data
 */
export async function startServer(program: ServerProgram): Promise<PrivateServer> {
  let running = await launch(program);

  const end = async () => {
    if (running.isOver()) return;
    const insist = setTimeout(() => signalGroup(running.pid, 'SIGKILL'), STOP_GRACE_MS);
    signalGroup(running.pid, 'SIGTERM');
    signalGroup(running.pid, 'SIGCONT');
    await running.ended;
    clearTimeout(insist);
  };

  return {
    name: program.name,
    url: program.url,
    socket: program.socket,
    get pid() {
      return running.pid;
    },
    ended: () => running.ended,
    async stop() {
      await end();
      leaveTemporaryFolder(program);
    },
    async kill(signal = 'SIGKILL') {
      if (!running.isOver()) signalGroup(running.pid, signal);
      if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await running.ended;
    },
    async restart() {
      await end();
      running = await launch(program);
    },
  };
}

async function launch(program: ServerProgram): Promise<Running> {
  for (const folder of [program.dir, dirname(program.socket)]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const logFile = join(program.dir, 'log');
  const log = openSync(logFile, 'a', 0o600);
  const lock = { file: join(program.dir, 'lock'), waitSeconds: program.waitSeconds ?? LOCK_WAIT_SECONDS };
  const child = spawnOwned(program.command, program.args, { stdio: ['ignore', log, log] }, lock);
  closeSync(log);
  const running = watch(child);
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await serves(program, running.pid))) {
    if (running.isOver()) throw whyItEnded(program, child, await running.ended, logFile);
    if (Date.now() > deadline) {
      signalGroup(running.pid, 'SIGKILL');
      throw new Error(`${program.name} did not begin to serve:\n${tail(logFile)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return running;
}

/** A socket that has no room in the server's folder has one of its own (socket-path.ts), empty by now. */
function leaveTemporaryFolder({ dir, socket }: ServerProgram): void {
  if (dirname(socket) !== dir) rmSync(dirname(socket), { recursive: true, force: true });
}

function watch(child: ChildProcess): Running {
  let over = child.pid === undefined;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      over = true;
      resolve(signal ?? `code ${code}`);
    });
  });
  return { child, pid: child.pid ?? 0, ended, isOver: () => over };
}

/** It is ours only where the pid file names our process: a predecessor may still answer on the socket. */
async function serves(program: ServerProgram, pid: number): Promise<boolean> {
  return contentOf(program.pidFile).trim() === `${pid}` && (await program.answers(program.socket));
}

function whyItEnded(program: ServerProgram, child: ChildProcess, how: string, logFile: string): Error {
  if (child.exitCode !== LOCK_TAKEN) return new Error(`${program.name} ended with ${how}:\n${tail(logFile)}`);
  const holder = contentOf(program.pidFile).trim();
  return new DataInUse(
    `the data in ${program.dir} are in use by another ${program.name}${holder && ` (process ${holder})`}`,
  );
}

const LOG_TAIL_LINES = 15;

function tail(logFile: string): string {
  return contentOf(logFile).trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
