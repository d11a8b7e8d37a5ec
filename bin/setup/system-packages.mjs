// @ts-check
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withoutServiceStart } from './no-service-start.mjs';
import { runQuietly } from './quiet-command.mjs';
import { SetUpFailed, step } from './say.mjs';

/** Each server: the program we start, and Debian's package that brings it. */
const SERVERS = /** @type {const} */ ({
  redis: { program: 'redis-server', package: 'redis-server', instead: 'REDIS_URL' },
  mariadb: { program: 'mariadbd', package: 'mariadb-server-core', instead: 'DATABASE_URL' },
});

/** @typedef {keyof typeof SERVERS} ServerName */

/** Debian leaves these out of a plain user's PATH. */
const SYSTEM_PROGRAMS = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/**
 * @param {Record<ServerName, boolean>} needed
 * @returns {ServerName[]} those needed whose program is not installed
 */
export function missingSystemPackages(needed) {
  const names = /** @type {ServerName[]} */ (Object.keys(SERVERS));
  return names.filter((name) => needed[name] && !isInstalled(SERVERS[name].program));
}

/**
 * Installs them with apt-get. Neither's service is started, now or at the next boot: Waybill runs private servers.
 * @param {ServerName[]} missing
 */
export async function installSystemPackages(missing) {
  const packages = missing.map((name) => SERVERS[name].package);
  const names = packages.join(' and ');
  const given = missing.map((name) => SERVERS[name].instead).join(' and ');
  if (!isInstalled('apt-get')) {
    throw new SetUpFailed(
      `Waybill needs ${names}: install ${missing.length > 1 ? 'them' : 'it'} with this system's package manager, or set ${given}.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new SetUpFailed(
      `Waybill needs ${names}: run \`sudo apt-get install ${packages.join(' ')}\`, or set ${given}.`,
    );
  }
  await step(`installing ${names}`, () => withoutServiceStart(() => aptInstall(packages)));
}

/** @param {string[]} packages */
async function aptInstall(packages) {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const patient = ['-o', 'DPkg::Lock::Timeout=120'];
  const update = await runQuietly('apt-get', [...patient, 'update'], options);
  // A failed update (one mirror of several is down) may still leave lists that know the packages.
  const install = await runQuietly(
    'apt-get',
    [...patient, 'install', '-y', '--no-install-recommends', ...packages],
    options,
  );
  if (!install.ok) {
    const outputs = update.ok ? install.output : `${update.output}\n${install.output}`;
    throw new SetUpFailed(`apt-get install ${packages.join(' ')} failed:\n${outputs}`);
  }
  if (packages.includes('redis-server')) {
    // Its service was never there before us; without systemd there is nothing to switch off.
    await runQuietly('systemctl', ['disable', 'redis-server.service'], options);
  }
}

/** @param {string} program */
function isInstalled(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_PROGRAMS];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
