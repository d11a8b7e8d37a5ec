import { join } from 'node:path';
import * as rules from './architecture/rules';
import { importsOf, readSources, type Source } from './architecture/source';

type Rule = (sources: readonly Source[]) => string[];

const ours = readSources(join(__dirname, '..'));

it('there are sources to look at, in every folder', () => {
  const folders = new Set(ours.map(({ path }) => path.split('/')[0]));
  for (const folder of [
    'message',
    'smpp',
    'carrier',
    'queues',
    'db',
    'config',
    'api',
    'workers',
    'simulator',
    'cli',
    'bin',
  ])
    expect(folders).toContain(folder);
});

it.each<[string, Rule]>([
  ['imports point downward, and only a main.ts imports config', rules.layerFaults],
  ['the pure folders use the packages that they may', rules.packageFaults],
  ['no files import each other in a circle', rules.cycles],
  ['files and folders are named for what is in them', rules.nameFaults],
  ['there are no barrels and no default exports', rules.exportFaults],
  ['only the configuration and the launchers read process.env', rules.environmentFaults],
  ['files are short', rules.sizeFaults],
])('%s', (_, rule) => {
  expect(rule(ours)).toEqual([]);
});

/** Each rule once more, over sources that break it. */
describe('the check sees', () => {
  const file = (path: string, text = ''): Source => ({ path, text });

  it.each<[string, Rule, Source[], number]>([
    [
      'message importing another folder',
      rules.layerFaults,
      [file('message/a.ts', "import { b } from '../smpp/b';")],
      1,
    ],
    ['smpp importing message', rules.layerFaults, [file('smpp/a.ts', "import type { B } from '../message/b';")], 1],
    ['carrier importing db', rules.layerFaults, [file('carrier/a.ts', "export { b } from '../db/b';")], 1],
    ['db importing carrier', rules.layerFaults, [file('db/a.ts', "const b = await import('../carrier/b');")], 1],
    ['queues importing db', rules.layerFaults, [file('queues/a.ts', "const b = require('../db/b');")], 1],
    ['api importing a worker', rules.layerFaults, [file('api/v1/a.ts', "import '../../workers/timer/b';")], 1],
    [
      'one worker importing another',
      rules.layerFaults,
      [file('workers/submit/a.ts', "import { b } from '../timer/b';")],
      1,
    ],
    [
      'config imported by another than main',
      rules.layerFaults,
      [file('api/a.ts', "import { b } from '../config/b';")],
      1,
    ],
    ['something importing test', rules.layerFaults, [file('bin/a.ts', "import { b } from '../test/b';")], 1],
    ['something importing simulator', rules.layerFaults, [file('smpp/a.ts', "import { b } from '../simulator/b';")], 1],
    ['a folder without a place', rules.layerFaults, [file('extra/a.ts')], 1],
    [
      'an import over several lines',
      rules.layerFaults,
      [file('message/a.ts', "import {\n  b,\n  c,\n} from '../db/b';")],
      1,
    ],
    [
      'two faults in one file',
      rules.layerFaults,
      [file('db/a.ts', "import { b } from '../api/b';\nimport '../cli/c';")],
      2,
    ],
    ['a package in message', rules.packageFaults, [file('message/a.ts', "import { z } from 'zod';")], 1],
    ['another package in smpp', rules.packageFaults, [file('smpp/a.ts', "import pino from 'pino';")], 1],
    [
      'a type that goes in a circle',
      rules.cycles,
      [file('db/a.ts', "import type { B } from './b';"), file('db/b.ts', "import { a } from './a';")],
      1,
    ],
    [
      'a circle of three',
      rules.cycles,
      [
        file('db/a.ts', "import { b } from './b';"),
        file('db/b.ts', "export { c } from './c';"),
        file('db/c.ts', "import { a } from './a';"),
      ],
      1,
    ],
    ['a file that imports itself', rules.cycles, [file('db/a.ts', "import { a } from './a';")], 1],
    ['a folder of utilities', rules.nameFaults, [file('db/utils/rows.ts')], 1],
    ['a file of helpers', rules.nameFaults, [file('db/row-helpers.ts')], 1],
    ['a manager', rules.nameFaults, [file('api/manager.ts')], 1],
    ['a capital', rules.nameFaults, [file('db/messageRows.ts')], 1],
    ['a barrel by name', rules.exportFaults, [file('db/index.ts', 'export const a = 1;')], 1],
    [
      'a barrel by content',
      rules.exportFaults,
      [file('db/all.ts', "export * from './a';\nexport { b } from './b';")],
      1,
    ],
    ['a default export', rules.exportFaults, [file('db/a.ts', 'export default 1;')], 1],
    [
      'the environment read in db',
      rules.environmentFaults,
      [file('db/a.ts', 'const url = process.env.DATABASE_URL;')],
      1,
    ],
    ['the environment read by its parts', rules.environmentFaults, [file('api/a.ts', 'const { env } = process;')], 1],
    ['a file of 301 lines', rules.sizeFaults, [...short(3), file('db/long.ts', 'x\n'.repeat(301))], 1],
    [
      'files that are mostly long',
      rules.sizeFaults,
      [...short(2), ...[1, 2, 3].map((n) => file(`db/${n}.ts`, 'x\n'.repeat(120)))],
      1,
    ],
  ])('%s', (_, rule, sources, count) => {
    expect(rule(sources)).toHaveLength(count);
  });

  it.each<[string, Rule, Source[]]>([
    [
      'an import in a comment',
      rules.layerFaults,
      [file('message/a.ts', "/** import { b } from '../db/b'; */\n// import '../db/b';")],
    ],
    [
      'config imported by a main.ts',
      rules.layerFaults,
      [file('workers/timer/main.ts', "import { b } from '../../config/b';")],
    ],
    ["node's own modules", rules.packageFaults, [file('smpp/a.ts', "import { connect } from 'node:net';")]],
    ['a file of 300 lines', rules.sizeFaults, [...short(3), file('db/long.ts', 'x\n'.repeat(300))]],
  ])('nothing wrong with %s', (_, rule, sources) => {
    expect(rule(sources)).toEqual([]);
  });

  function short(count: number): Source[] {
    return Array.from({ length: count }, (_, index) => file(`db/short-${index}.ts`, 'x'));
  }
});

it('imports are read in every form, and types told from code', () => {
  const text = `
import { a } from './a';
import type { B } from '../smpp/b';
import c, {
  d,
} from 'node:fs';
import './e.ts';
export type { F } from './f';
const g = import('./g');
export const text = 'from nowhere';
`;
  expect(importsOf({ path: 'db/x.ts', text })).toEqual([
    { to: 'db/a', ours: true, typeOnly: false },
    { to: 'smpp/b', ours: true, typeOnly: true },
    { to: 'node:fs', ours: false, typeOnly: false },
    { to: 'db/e', ours: true, typeOnly: false },
    { to: 'db/f', ours: true, typeOnly: true },
    { to: 'db/g', ours: true, typeOnly: false },
  ]);
});
