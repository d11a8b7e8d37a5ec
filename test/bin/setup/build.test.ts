import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchDirectory } from '../../servers/scratch';
import { inNode } from './in-node';

/** The compiler runs several times, on a machine that may be busy. */
jest.setTimeout(120_000);

const CHECKOUT = join(__dirname, '../../..');

let root: string;
beforeEach(() => {
  root = scratchDirectory();
  symlinkSync(join(CHECKOUT, 'node_modules'), join(root, 'node_modules'));
  write('package-lock.json', '{}');
  write('tsconfig.json', JSON.stringify({ compilerOptions: { rootDir: '.', outDir: 'dist', types: [] } }));
  write('tsconfig.build.json', JSON.stringify({ extends: './tsconfig.json', include: ['message'] }));
  write('message/status.ts', 'export const final: boolean = true;\n');
  write('message/part.ts', 'export const parts: number = 1;\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}
const isCurrent = () => inNode('build.mjs', `console.log(it.buildIsCurrent(${JSON.stringify(root)}));`);
const build = () =>
  inNode(
    'build.mjs',
    `console.log(JSON.stringify(await it.build(${JSON.stringify(root)}).then(() => 'built', (e) => e.message)));`,
  );

it('is current after a build, and not after a change, an addition or a removal', async () => {
  expect(await isCurrent()).toBe(false);
  expect(await build()).toBe('built');
  expect(await isCurrent()).toBe(true);
  write('message/status.ts', 'export const final: boolean = !true;\n');
  expect(await isCurrent()).toBe(false);
  await build();
  write('message/text.ts', 'export {};\n');
  expect(await isCurrent()).toBe(false);
  await build();
  rmSync(join(root, 'message/text.ts'));
  expect(await isCurrent()).toBe(false);
});

it('does not look at tests', async () => {
  await build();
  write('test/status.test.ts', 'export {};\n');
  expect(await isCurrent()).toBe(true);
});

it('takes away the output of a source that is gone', async () => {
  await build();
  rmSync(join(root, 'message/part.ts'));
  await build();
  expect(existsSync(join(root, 'dist/message/part.js'))).toBe(false);
  expect(existsSync(join(root, 'dist/message/status.js'))).toBe(true);
});

it('tells an error with its place, and does not count as built', async () => {
  write('message/status.ts', 'export const final: boolean = "yes";\n');
  expect(await build()).toMatch(/message\/status\.ts.*TS2322/s);
  expect(await isCurrent()).toBe(false);
});
