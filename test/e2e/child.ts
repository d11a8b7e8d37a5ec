/** A process of the Procfile, as a child of the test: it can be killed, frozen and stopped, and never outlives the test. */
import { createInterface } from 'node:readline';
import { signalGroup, spawnOwned } from '../../servers/owned-process';
import { waitUntil } from './wait';

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  /** What it has logged so far. */
  readonly log: readonly LogLine[];
  /** How it ended ("code 0", "SIGKILL"); null while it runs. */
  readonly end: string | null;
  /** Sends a signal without waiting. */
  signal(signal: NodeJS.Signals): void;
  /** Kills it at once, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits until it is gone; tells how it ended. */
  stop(): Promise<string>;
  /** Waits for a line of its log. */
  says(msg: string): Promise<LogLine>;
}

/** Lines kept of what it says outside its log: a crash's stack. */
const mostNoise = 50;

export function startChild(name: string, script: string, env: NodeJS.ProcessEnv): Child {
  const process = spawnOwned(globalThis.process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const log: LogLine[] = [];
  const noise: string[] = [];
  let end: string | null = null;
  const ended = new Promise<string>((resolve) => {
    process.once('error', (error) => resolve(error.message));
    process.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
  }).then((how) => {
    end = how;
    return how;
  });
  for (const stream of [process.stdout, process.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => keep(line, log, noise));
  }
  const pid = process.pid ?? 0;
  const signal = (sent: NodeJS.Signals) => {
    if (end === null && pid !== 0) signalGroup(pid, sent);
  };
  return {
    name,
    pid,
    log,
    get end() {
      return end;
    },
    signal,
    async kill() {
      signal('SIGKILL');
      await ended;
    },
    stop() {
      signal('SIGTERM');
      signal('SIGCONT');
      return ended;
    },
    async says(msg) {
      const find = () => log.find((line) => line.msg === msg);
      const tell = () => `It ended with ${end} and said: ${JSON.stringify(log.slice(-10))}\n${noise.join('\n')}`;
      await waitUntil(`${name} says "${msg}"`, () => find() !== undefined || end !== null, tell);
      const line = find();
      if (!line) throw new Error(`${name} never said "${msg}". ${tell()}`);
      return line;
    },
  };
}

function keep(line: string, log: LogLine[], noise: string[]): void {
  try {
    log.push(JSON.parse(line));
  } catch {
    if (noise.push(line) > mostNoise) noise.shift();
  }
}
