// @ts-check
/**
 * The door of every command: `node bin/run.mjs <command> [arguments]`, called by package.json's scripts.
 *
 * It makes the checkout runnable first (bin/setup/), then becomes the command's compiled entry file. What is in
 * bin/*.mjs and bin/setup/ is plain JavaScript over Node's own modules, since at that moment nothing is installed yet.
 */
import { existsSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMANDS, neededServers } from './commands.mjs';
import { setUpOrExit } from './setup/set-up.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Sets up, then runs a command in this very process.
 * @param {string} name one of COMMANDS
 * @param {string[]} args the command's own arguments
 */
export async function run(name, args) {
  const command = COMMANDS[name];
  if (command === undefined) {
    console.error(`No such command: "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
    process.exit(64);
  }
  await setUpOrExit(ROOT, neededServers(command, process.env));
  const entry = join(ROOT, command.entry);
  if (!existsSync(entry)) {
    console.error(`${command.entry} was not built: is its source there?`);
    process.exit(70);
  }
  process.argv = [process.execPath, entry, ...args];
  Module.runMain();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run(process.argv[2] ?? '', process.argv.slice(3));
}
