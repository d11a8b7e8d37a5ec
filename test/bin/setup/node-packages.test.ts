import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchDirectory } from '../../servers/scratch';
import { inNode } from './in-node';

/** As package-lock.json writes them, and npm's own record in node_modules. */
type Packages = Record<string, { version?: string; optional?: boolean; optionalDependencies?: Record<string, string> }>;

const LOCK: Packages = {
  '': { version: '0.1.0' },
  'node_modules/express': { version: '5.3.0' },
  'node_modules/for-another-platform': { version: '1.0.0', optional: true },
};

let root: string;
beforeEach(() => {
  root = scratchDirectory();
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin', 'waybill.mjs'), '');
  write('package-lock.json', LOCK);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, packages: Packages): void {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify({ packages }));
}
const areCurrent = () =>
  inNode('node-packages.mjs', `console.log(it.nodePackagesAreCurrent(${JSON.stringify(root)}));`);

it('a fresh clone has none', async () => {
  expect(await areCurrent()).toBe(false);
});

it.each<[string, Packages, boolean]>([
  ['all that the lock names', { 'node_modules/express': { version: '5.3.0' } }, true],
  ['another version', { 'node_modules/express': { version: '5.2.0' } }, false],
  ['too few', {}, false],
])('an install with %s is judged by npm’s own record', async (_, installed, current) => {
  write('node_modules/.package-lock.json', installed);
  expect(await areCurrent()).toBe(current);
});

it('a changed lock asks for another install', async () => {
  write('node_modules/.package-lock.json', { 'node_modules/express': { version: '5.3.0' } });
  expect(await areCurrent()).toBe(true);
  write('package-lock.json', { ...LOCK, 'node_modules/express': { version: '5.4.0' } });
  expect(await areCurrent()).toBe(false);
});

it('an install that was cut short does not count, even with an old stamp', async () => {
  write('node_modules/.package-lock.json', { 'node_modules/express': { version: '5.3.0' } });
  expect(await areCurrent()).toBe(true);
  rmSync(join(root, 'node_modules', '.package-lock.json'));
  expect(await areCurrent()).toBe(false);
});

it('our own command is linked where npx looks first', async () => {
  write('node_modules/.package-lock.json', { 'node_modules/express': { version: '5.3.0' } });
  await areCurrent();
  const link = join(root, 'node_modules', '.bin', 'waybill');
  expect(readlinkSync(link)).toBe('../../bin/waybill.mjs');
  expect(existsSync(link)).toBe(true);
});

it('the lock of this repository is complete, or `npm ci` would refuse it', () => {
  const text = readFileSync(join(__dirname, '../../../package-lock.json'), 'utf8');
  const { packages }: { packages: Packages } = JSON.parse(text);
  const named = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  expect(named.filter((name) => !locked.has(name))).toEqual([]);
});
