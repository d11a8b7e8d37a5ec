import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkoutRoot, runDirectory } from './checkout';
import { isAlive } from './process-identity';

/**
 * run.json: what runs in a run's folder, so that a command line in the same checkout finds it and the next start can end
 * what a killed one left. Readable by us only, since DATABASE_URL may hold a password.
 */

const processIdentity = z.object({ pid: z.int().positive(), started: z.string() });

const runSchema = z.object({
  database_url: z.string(),
  redis_url: z.string(),
  port: z.int(),
  supervisor: processIdentity,
  /** Each process of the Procfile by name; its pid is its process group's id too. */
  pids: z.record(z.string(), processIdentity),
});

export type Run = z.infer<typeof runSchema>;

const fileOf = (directory: string) => join(directory, 'run.json');

/** Replaces the file in one step. */
export function writeRun(directory: string, run: Run): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = fileOf(directory);
  writeFileSync(`${file}.new`, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** @returns null where there is none, or none that can be read */
export function readRun(directory: string): Run | null {
  try {
    return runSchema.parse(JSON.parse(readFileSync(fileOf(directory), 'utf8')));
  } catch {
    return null;
  }
}

export function removeRun(directory: string): void {
  rmSync(fileOf(directory), { force: true });
}

/** @returns the run of that folder whose supervisor is alive, else null */
export function liveRun(directory: string): Run | null {
  const run = readRun(directory);
  return run !== null && isAlive(run.supervisor) ? run : null;
}

/** What runs in this checkout: `npm start`'s, else the demo's, else null. */
export function findRunning(root = checkoutRoot()): Run | null {
  return liveRun(runDirectory('main', root)) ?? liveRun(runDirectory('demo', root));
}
