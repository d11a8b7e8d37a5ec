// @ts-check
import { spawn } from 'node:child_process';

const SIGNALS = /** @type {const} */ ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 });

/** A signal asked the set-up to stop; the command it was running has ended. */
export class Interrupted extends Error {
  /** @param {keyof typeof SIGNALS} signal */
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.exitCode = 128 + SIGNALS[signal];
  }
}

/**
 * Runs a command without showing its output. A signal is passed on to it and its end awaited, so that callers can
 * clean up behind it; then `Interrupted` is thrown.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} not ok: it could not be started, or ended with an error
 */
export async function runQuietly(command, args, options = {}) {
  /** @type {keyof typeof SIGNALS | undefined} */
  let interruptedBy;
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const names = /** @type {(keyof typeof SIGNALS)[]} */ (Object.keys(SIGNALS));
  /** @param {keyof typeof SIGNALS} signal */
  const passOn = (signal) => {
    interruptedBy = signal;
    child.kill(signal);
  };
  for (const name of names) process.on(name, passOn);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  try {
    const ok = await new Promise((resolve) => {
      child.once('error', (error) => {
        output += error.message;
        resolve(false);
      });
      child.once('close', (code) => resolve(code === 0));
    });
    if (interruptedBy !== undefined) throw new Interrupted(interruptedBy);
    return { ok, output: output.trim() };
  } finally {
    for (const name of names) process.off(name, passOn);
  }
}
