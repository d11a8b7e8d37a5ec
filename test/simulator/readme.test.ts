import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createCommand } from '../../simulator/cli';
import { OUTCOMES } from '../../simulator/outcomes';

const readme = readFileSync(path.join(__dirname, '../../simulator/README.md'), 'utf8');

describe('the README of the simulator', () => {
  it('has the number table of the code', () => {
    const rows = [...readme.matchAll(/^\| (\d\d) +\| (\S+) +\| (.+?) +\|$/gm)].map(([, ...cells]) => cells);
    expect(rows).toEqual(OUTCOMES.map(({ code, name, happens }) => [code, name, happens]));
  });

  it('names every option of the command, and no other', () => {
    const named = [...readme.matchAll(/^\| (`--.+?) +\|/gm)].flatMap(([, cell]) => cell!.match(/--[a-z-]+/g) ?? []);
    expect(named.sort()).toEqual(
      createCommand()
        .options.map(({ long }) => long!)
        .sort(),
    );
  });
});
