// @ts-check
/** What the set-up tells a human: short lines on stderr, so that a command's stdout stays its own. */

import { Interrupted } from './quiet-command.mjs';

/** The set-up cannot go on; the message says what to do. */
export class SetUpFailed extends Error {}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a step between "label …" and "done (12 s)".
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const began = Date.now();
  process.stderr.write(`${label} … `);
  try {
    const result = await work();
    say(`done (${seconds(Date.now() - began)} s)`);
    return result;
  } catch (error) {
    say(error instanceof Interrupted ? 'stopped' : 'failed');
    throw error;
  }
}

/** @param {number} ms */
function seconds(ms) {
  return ms < 9_950 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000).toString();
}
