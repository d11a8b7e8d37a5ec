import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProcfile } from '../../bin/procfile';

it('reads names and commands, and passes over comments and empty lines', () => {
  expect(parseProcfile('# all\n\nweb: node a.js --x: 1\r\nsend-2:sh -c "a # b"\n')).toEqual({
    kind: 'processes',
    processes: [
      { name: 'web', command: 'node a.js --x: 1' },
      { name: 'send-2', command: 'sh -c "a # b"' },
    ],
  });
});

it.each([
  ['web: a\nno command here', /line 2 is not "name: command": no command here/],
  ['web:', /line 1/],
  [': a', /line 1/],
  ['two words: a', /line 1/],
  ['web: a\n\nweb: b', /line 3 names "web" a second time/],
  ['# nothing\n', /empty/],
])('%j is refused with the line and the reason', (text, why) => {
  expect(parseProcfile(text)).toEqual({ kind: 'invalid', why: expect.stringMatching(why) });
});

it('of this repository names a web process', () => {
  const procfile = parseProcfile(readFileSync(join(__dirname, '../../Procfile'), 'utf8'));
  expect(procfile.kind === 'processes' && procfile.processes.map(({ name }) => name)).toContain('web');
});
