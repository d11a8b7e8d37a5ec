// @ts-check
import { spawn } from 'node:child_process';
import { say } from './say.mjs';

const PATIENCE_MS = 500;

/**
 * Runs `work` while no other set-up of this checkout does.
 *
 * The lock is the kernel's (flock), held by a small child that lives on our pipe: however we end, even by kill -9, the
 * pipe closes, the child ends and the lock is free. No stale lock file can exist. Where there is no `flock`
 * program (it is part of every Debian), the work runs without a lock.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetUpLock(file, work) {
  // Detached: Ctrl-C in a terminal reaches us, and must not free the lock before we have cleaned up.
  const holder = spawn('flock', [file, 'sh', '-c', 'echo held; exec cat'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  holder.stdin.on('error', () => {});
  const patience = setTimeout(() => say('waiting for another set-up of this checkout …'), PATIENCE_MS);
  await new Promise((resolve) => {
    holder.stdout.once('data', resolve);
    holder.once('error', resolve);
    holder.once('exit', resolve);
  });
  clearTimeout(patience);
  try {
    return await work();
  } finally {
    holder.stdin.end();
  }
}
