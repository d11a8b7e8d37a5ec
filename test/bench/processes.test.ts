import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { procfilePrograms } from '../../bench/processes';

it('the processes are those of the Procfile, with their options', () => {
  expect(procfilePrograms('web: node --max-semi-space-size=64 dist/api/main.js\ntimer: node dist/t.js\n')).toEqual([
    { name: 'web', words: ['--max-semi-space-size=64', 'dist/api/main.js'] },
    { name: 'timer', words: ['dist/t.js'] },
  ]);
});

it("this checkout's Procfile can be run", () => {
  const text = readFileSync(join(__dirname, '../../Procfile'), 'utf8');
  expect(procfilePrograms(text).map(({ name }) => name)).toEqual(expect.arrayContaining(['web', 'submit', 'timer']));
});

it.each(['web: NODE_ENV=production node a.js', 'web: npm start', 'web: node a.js | tee log', 'web'])(
  'what is more than node, options and a file is refused: %s',
  (text) => {
    expect(() => procfilePrograms(text)).toThrow('Procfile');
  },
);
