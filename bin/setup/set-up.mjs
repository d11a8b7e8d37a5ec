// @ts-check
/**
 * Makes a fresh clone runnable, and costs next to nothing when it is already: npm's packages, the system's packages,
 * the build. Each step says itself whether it is due; only then is the lock taken, so that commands started together
 * in one checkout do each step once.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, buildIsCurrent } from './build.mjs';
import { installNodePackages, nodePackagesAreCurrent } from './node-packages.mjs';
import { Interrupted } from './quiet-command.mjs';
import { SetUpFailed, say } from './say.mjs';
import { withSetUpLock } from './set-up-lock.mjs';
import { installSystemPackages, missingSystemPackages } from './system-packages.mjs';

const OLDEST_NODE = 20;

/** @typedef {{ redis: boolean, mariadb: boolean }} Needed servers whose programs must be on this machine */

/**
 * @param {string} root the checkout
 * @param {Needed} needed
 */
async function setUp(root, needed) {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new SetUpFailed(`Waybill needs Node ${OLDEST_NODE} or newer; this is ${process.version}.`);
  }
  const isDue = () =>
    !nodePackagesAreCurrent(root) || missingSystemPackages(needed).length > 0 || !buildIsCurrent(root);
  if (!isDue()) return;

  mkdirSync(join(root, '.waybill'), { recursive: true, mode: 0o700 });
  await withSetUpLock(join(root, '.waybill', 'setup.lock'), async () => {
    const missing = missingSystemPackages(needed);
    if (missing.length > 0) await installSystemPackages(missing);
    if (!nodePackagesAreCurrent(root)) await installNodePackages(root);
    if (!buildIsCurrent(root)) await build(root);
  });
}

/**
 * Sets up; where that fails, says why in plain words and ends the process.
 * @param {string} root
 * @param {Needed} needed
 */
export async function setUpOrExit(root, needed) {
  try {
    await setUp(root, needed);
  } catch (error) {
    if (error instanceof Interrupted) process.exit(error.exitCode);
    if (!(error instanceof SetUpFailed)) throw error;
    say(error.message);
    process.exit(1);
  }
}
