// @ts-check
/**
 * Each command: its compiled entry file, and when it needs a private Redis and MariaDB on this machine.
 *
 * @typedef {'always' | 'unless given' | 'never'} ServersNeeded
 * @typedef {{ entry: string, servers: ServersNeeded }} Command
 */

/** @type {Record<string, Command>} */
export const COMMANDS = {
  start: { entry: 'dist/bin/start.js', servers: 'unless given' },
  demo: { entry: 'dist/demo/main.js', servers: 'always' },
  simulator: { entry: 'dist/simulator/main.js', servers: 'never' },
  bench: { entry: 'dist/bench/main.js', servers: 'always' },
  waybill: { entry: 'dist/cli/main.js', servers: 'unless given' },
  test: { entry: 'dist/bin/check.js', servers: 'always' },
};

/**
 * The servers whose programs must be installed for a command to run.
 * @param {Command} command
 * @param {NodeJS.ProcessEnv} env DATABASE_URL and REDIS_URL, each replacing its private server
 * @returns {{ redis: boolean, mariadb: boolean }}
 */
export function neededServers(command, env) {
  if (command.servers === 'never') return { redis: false, mariadb: false };
  const always = command.servers === 'always';
  return { redis: always || !env.REDIS_URL, mariadb: always || !env.DATABASE_URL };
}
