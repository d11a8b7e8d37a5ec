import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { socketPath } from '../../servers/socket-path';
import { scratchDirectory } from './scratch';

const DEEP = 'a-folder-with-a-long-name/'.repeat(6);

let scratch: string;
beforeEach(() => {
  scratch = scratchDirectory();
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

it('is in the server’s folder where that is short enough, and makes the folder', () => {
  const path = socketPath(join(scratch, 'redis'), 'redis.sock');
  expect(path).toBe(join(scratch, 'redis', 'redis.sock'));
  expect(existsSync(dirname(path))).toBe(true);
});

it('is in a private folder of the temporary directory where the checkout is too deep', () => {
  const path = socketPath(join(scratch, DEEP, 'redis'), 'redis.sock', scratch);
  expect(dirname(dirname(path))).toBe(scratch);
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100);
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
});

it('is the same at each call, and another for another folder', () => {
  const one = socketPath(join(scratch, DEEP, 'one'), 'redis.sock', scratch);
  expect(socketPath(join(scratch, DEEP, 'one'), 'redis.sock', scratch)).toBe(one);
  expect(socketPath(join(scratch, DEEP, 'two'), 'redis.sock', scratch)).not.toBe(one);
});

it('falls back to /tmp where the temporary directory itself is too deep', () => {
  const deepTemporary = join(scratch, DEEP);
  mkdirSync(deepTemporary, { recursive: true });
  const path = socketPath(join(scratch, DEEP, 'redis'), 'redis.sock', deepTemporary);
  expect(dirname(dirname(path))).toBe('/tmp');
  rmSync(dirname(path), { recursive: true });
});

it('refuses a folder that others may enter', () => {
  const folder = dirname(socketPath(join(scratch, DEEP, 'redis'), 'redis.sock', scratch));
  chmodSync(folder, 0o755);
  expect(() => socketPath(join(scratch, DEEP, 'redis'), 'redis.sock', scratch)).toThrow(/not a private folder/);
});

it('counts bytes, not characters', () => {
  const folder = join(tmpdir(), 'ü'.repeat(45));
  expect(folder.length).toBeLessThan(60);
  expect(socketPath(folder, 'redis.sock', scratch)).not.toContain('ü');
});
