import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchDirectory } from '../../servers/scratch';
import { inNode } from './in-node';

let scratch: string;
beforeEach(() => {
  scratch = scratchDirectory();
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function install(program: string): void {
  mkdirSync(scratch, { recursive: true });
  writeFileSync(join(scratch, program), '#!/bin/sh\n');
  chmodSync(join(scratch, program), 0o755);
}

const problem = (missing: string, env: NodeJS.ProcessEnv, uid: number) =>
  inNode(
    'system-packages.mjs',
    `process.getuid = () => ${uid};
    console.log(JSON.stringify(await it.installSystemPackages(${missing}).then(() => null, (e) => e.message)));`,
    env,
  );

it('nothing is missing that is not needed, or is installed', async () => {
  install('redis-server');
  const script = `console.log(JSON.stringify([
    it.missingSystemPackages({ redis: false, mariadb: false }),
    it.missingSystemPackages({ redis: true, mariadb: false }),
  ]));`;
  expect(await inNode('system-packages.mjs', script, { PATH: scratch })).toEqual([[], []]);
});

it('a user without root is told in one line what to install, or to give', async () => {
  install('apt-get');
  expect(await problem("['redis', 'mariadb']", { PATH: scratch }, 1000)).toBe(
    'Waybill needs redis-server and mariadb-server-core: run `sudo apt-get install redis-server mariadb-server-core`, ' +
      'or set REDIS_URL and DATABASE_URL.',
  );
});

it('a system without apt-get is not asked to use it', async () => {
  const script = `it.installSystemPackages(['mariadb']).catch((e) => console.log(JSON.stringify(e.message)));`;
  expect(await inNode('system-packages.mjs', script, { PATH: scratch })).toBe(
    "Waybill needs mariadb-server-core: install it with this system's package manager, or set DATABASE_URL.",
  );
});
