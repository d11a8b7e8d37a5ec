import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scratchDirectory } from '../../servers/scratch';
import { inNode } from './in-node';

const MODULE = pathToFileURL(join(__dirname, '../../../bin/setup/set-up-lock.mjs')).href;

let scratch: string;
let lock: string;
beforeEach(() => {
  scratch = scratchDirectory();
  lock = join(scratch, 'lock');
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

it('two set-ups at the same time work one after the other', async () => {
  const log = join(scratch, 'log');
  writeFileSync(log, '');
  const script = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    await it.withSetUpLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, '(');
      await sleep(200);
      appendFileSync(${JSON.stringify(log)}, ')');
    });
    console.log('true');`;
  await Promise.all([1, 2, 3].map(() => inNode('set-up-lock.mjs', script)));
  expect(readFileSync(log, 'utf8')).toBe('()()()');
});

it('gives back what the work gives, and its error, and is free afterwards', async () => {
  const script = `
    const lock = ${JSON.stringify(lock)};
    const error = await it.withSetUpLock(lock, async () => { throw new Error('no disk'); }).catch((e) => e.message);
    console.log(JSON.stringify([error, await it.withSetUpLock(lock, async () => 7)]));`;
  expect(await inNode('set-up-lock.mjs', script)).toEqual(['no disk', 7]);
});

it('is free after a kill -9 of its holder', async () => {
  const hold = `import { withSetUpLock } from ${JSON.stringify(MODULE)};
    setInterval(() => {}, 1000);
    await withSetUpLock(${JSON.stringify(lock)}, async () => { console.log('held'); await new Promise(() => {}); });`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', hold], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  const script = `console.log(await it.withSetUpLock(${JSON.stringify(lock)}, async () => true));`;
  expect(await inNode('set-up-lock.mjs', script)).toBe(true);
});
