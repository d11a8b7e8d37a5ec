import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const SETUP = join(__dirname, '../../../bin/setup');

/**
 * Runs a script as Node does, since jest cannot import an ES module: `name` is a file of bin/setup/, its exports are
 * `it`. @returns what the script printed, as JSON
 */
export async function inNode(name: string, script: string, env: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const source = `import * as it from ${JSON.stringify(pathToFileURL(join(SETUP, name)).href)};\n${script}`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source], {
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout);
}
