import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchDirectory } from '../../servers/scratch';
import { inNode } from './in-node';

let scratch: string;
let policy: string;
beforeEach(() => {
  scratch = scratchDirectory();
  policy = join(scratch, 'policy-rc.d');
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** @returns the exit code of the policy while the work runs, and whether the work's error came through */
const during = (end: string) =>
  inNode(
    'no-service-start.mjs',
    `import { spawnSync } from 'node:child_process';
    const file = ${JSON.stringify(policy)};
    const seen = {};
    await it.withoutServiceStart(async () => {
      seen.code = spawnSync('sh', [file]).status;
      ${end}
    }, file).catch((error) => { seen.error = error.message; });
    console.log(JSON.stringify(seen));`,
  );

it('forbids services while packages are installed, and no longer', async () => {
  expect(await during('')).toEqual({ code: 101 });
  expect(existsSync(policy)).toBe(false);
});

it('forbids nothing any more after a failure', async () => {
  expect(await during("throw new Error('no mirror');")).toEqual({ code: 101, error: 'no mirror' });
  expect(existsSync(policy)).toBe(false);
});

it('leaves a policy of the machine’s owner alone', async () => {
  writeFileSync(policy, 'exit 7\n');
  expect(await during('')).toEqual({ code: 7 });
  expect(readFileSync(policy, 'utf8')).toBe('exit 7\n');
});

it('takes away what a killed set-up left', async () => {
  writeFileSync(
    policy,
    '# Put here by Waybill while it installs packages; remove it if that is long over.\nexit 101\n',
  );
  expect(await during('')).toEqual({ code: 101 });
  expect(existsSync(policy)).toBe(false);
});
