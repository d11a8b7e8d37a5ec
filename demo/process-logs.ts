import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

const TAIL_LINES = 20;

/** What the processes print, out of the way of the display: a file each, and the last lines at hand. */
export interface ProcessLogs {
  readonly directory: string;
  write(name: string, line: string): void;
  /** The last lines of one, the oldest first. */
  tail(name: string): readonly string[];
  close(): Promise<void>;
}

/** Opens the logs of a run in this folder; a log of an earlier run is overwritten when its process first speaks. */
export function openProcessLogs(directory: string): ProcessLogs {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const files = new Map<string, WriteStream>();
  const tails = new Map<string, string[]>();
  const fileOf = (name: string): WriteStream => {
    const file = files.get(name) ?? createWriteStream(join(directory, `${name}.log`), { mode: 0o600 });
    // A full disk is no reason to end the demo.
    if (!files.has(name)) file.on('error', () => {});
    files.set(name, file);
    return file;
  };
  return {
    directory,
    write(name, line) {
      fileOf(name).write(`${line}\n`);
      tails.set(name, [...(tails.get(name) ?? []), line].slice(-TAIL_LINES));
    },
    tail: (name) => tails.get(name) ?? [],
    async close() {
      await Promise.all([...files.values()].map((file) => finished(file.end()).catch(() => {})));
      files.clear();
    },
  };
}
