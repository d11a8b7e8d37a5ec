// @ts-check
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './quiet-command.mjs';
import { SetUpFailed, step } from './say.mjs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage */

/**
 * Whether node_modules holds what package-lock.json asks for. The answer is kept as the lock's hash; without it (after
 * an `npm install` by hand), npm's own record of what it installed is compared.
 * @param {string} root
 */
export function nodePackagesAreCurrent(root) {
  const hash = hashOf(join(root, 'package-lock.json'));
  if (readOrEmpty(stampOf(root)) === hash && existsSync(recordOf(root))) return true;
  if (!recordMatchesLock(root)) return false;
  finish(root, hash);
  return true;
}

/** @param {string} root */
export async function installNodePackages(root) {
  rmSync(stampOf(root), { force: true });
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await step('installing packages', async () => {
    const { ok, output } = await runQuietly('npm', args, { cwd: root });
    if (!ok) throw new SetUpFailed(`npm ci failed:\n${output}`);
  });
  finish(root, hashOf(join(root, 'package-lock.json')));
}

/**
 * Links our own command where npx looks for it, which spares npx a second or two, and leaves the stamp.
 * @param {string} root
 * @param {string} hash
 */
function finish(root, hash) {
  const bin = join(root, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, 'waybill'), { force: true });
  symlinkSync(join('..', '..', 'bin', 'waybill.mjs'), join(bin, 'waybill'));
  chmodSync(join(root, 'bin', 'waybill.mjs'), 0o755);
  writeFileSync(stampOf(root), hash);
}

/** @param {string} root */
function recordMatchesLock(root) {
  const installed = packagesOf(recordOf(root));
  if (installed === null) return false;
  return Object.entries(packagesOf(join(root, 'package-lock.json')) ?? {}).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    // Optional packages are left out where they are for another platform.
    if (found === undefined) return wanted.optional || wanted.devOptional || wanted.peer;
    return found.version === wanted.version;
  });
}

/**
 * @param {string} file a package-lock.json, or npm's hidden one
 * @returns {Record<string, LockedPackage> | null}
 */
function packagesOf(file) {
  const text = readOrEmpty(file);
  return text === '' ? null : JSON.parse(text).packages;
}

/** @param {string} root npm writes this file last, so an install that was cut short has none */
const recordOf = (root) => join(root, 'node_modules', '.package-lock.json');

/** @param {string} root */
const stampOf = (root) => join(root, 'node_modules', '.waybill-lock');

/** @param {string} file */
const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** @param {string} file */
const readOrEmpty = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
