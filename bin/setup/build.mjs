// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './quiet-command.mjs';
import { SetUpFailed, step } from './say.mjs';

const NOT_BUILT = new Set(['node_modules', 'dist', 'test', 'docs', 'coverage']);
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/**
 * Whether dist/ was built from the sources as they are: same files, sizes and times.
 * @param {string} root
 */
export function buildIsCurrent(root) {
  const built = lastBuild(root);
  const now = sources(root);
  return built.length === now.length && now.every((source, index) => source === built[index]);
}

/** @param {string} root */
export async function build(root) {
  const now = sources(root);
  dropOutputsOfRemoved(root, now);
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  const args = ['-p', 'tsconfig.build.json', '--pretty', String(process.stderr.isTTY === true)];
  await step('building', async () => {
    const { ok, output } = await runQuietly(compiler, args, { cwd: root });
    if (!ok) throw new SetUpFailed(`the build failed:\n${output}`);
  });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampOf(root), now.join('\n'));
}

/**
 * The compiler leaves the output of a source that is gone; a command would still find it.
 * @param {string} root
 * @param {string[]} now
 */
function dropOutputsOfRemoved(root, now) {
  const present = new Set(now.map(pathOf));
  for (const path of lastBuild(root).map(pathOf)) {
    if (present.has(path) || !path.endsWith('.ts')) continue;
    const output = join(root, 'dist', `${path.slice(0, -'.ts'.length)}.js`);
    for (const file of [output, `${output}.map`]) rmSync(file, { force: true });
  }
}

/**
 * One line a source: path, size, time of change; sorted.
 * @param {string} root
 * @returns {string[]}
 */
function sources(root) {
  /** @param {string} folder */
  const within = (folder) => {
    /** @type {string[]} */
    const found = [];
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || NOT_BUILT.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) found.push(...within(path));
      else if (entry.name.endsWith('.ts')) found.push(path);
    }
    return found;
  };
  return [...within(''), ...SETTINGS].sort().map((path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    return `${path}\t${size}\t${mtimeMs}`;
  });
}

/** @param {string} line one of sources() */
const pathOf = (line) => line.slice(0, line.indexOf('\t'));

/** @param {string} root */
const stampOf = (root) => join(root, 'dist', '.built-from');

/**
 * @param {string} root
 * @returns {string[]}
 */
const lastBuild = (root) => (existsSync(stampOf(root)) ? readFileSync(stampOf(root), 'utf8').split('\n') : []);
