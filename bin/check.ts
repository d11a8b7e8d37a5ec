/** `npm test`: lint, type check, all tests. Arguments go to jest: `npm test -- test/smpp`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkoutRoot } from '../servers/checkout';
import { diesWithUs } from '../servers/owned-process';

interface Check {
  name: string;
  program: string;
  args: string[];
}

function checks(jestArgs: string[]): Check[] {
  return [
    { name: 'lint', program: 'biome', args: ['check', '.'] },
    { name: 'types', program: 'tsc', args: ['--noEmit', '-p', 'tsconfig.json'] },
    { name: "types of the set-up's scripts", program: 'tsc', args: ['-p', 'bin/tsconfig.json'] },
    { name: 'tests', program: 'jest', args: jestArgs },
  ];
}

/** Runs every check, whatever the others say. @returns the names of those that failed */
function run(root: string, all: Check[]): string[] {
  const failed = all.filter(({ name, program, args }) => {
    console.log(`\n${name}: ${program} ${args.join(' ')}`);
    const words = [...diesWithUs(), join(root, 'node_modules', '.bin', program), ...args];
    const { status } = spawnSync(words[0] ?? program, words.slice(1), { cwd: root, stdio: 'inherit' });
    return status !== 0;
  });
  return failed.map(({ name }) => name);
}

const failed = run(checkoutRoot(), checks(process.argv.slice(2)));
if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}.`);
process.exit(failed.length > 0 ? 1 : 0);
