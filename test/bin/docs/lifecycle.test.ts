import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lifecycleDoc, lifecyclePath } from '../../../bin/docs/lifecycle';
import { lifecycle, type Standing, statuses } from '../../../message/status';

const doc = lifecycleDoc();
const standings = Object.keys(lifecycle) as Standing[];

it('docs/lifecycle.md is what the table says; else run `npx tsx bin/docs/write.ts`', () => {
  expect(readFileSync(join(__dirname, '..', '..', '..', lifecyclePath), 'utf8')).toBe(doc);
});

it('the picture has an arrow for every move of the table, and no other', () => {
  const drawn = [...doc.matchAll(/^ {4}(\w+) --> (\w+)$/gm)].map(([, from, to]) => `${from} ${to}`);
  const moves = standings.flatMap((from) => Object.keys(lifecycle[from].next).map((to) => `${from} ${to}`));
  expect(drawn.sort()).toEqual(moves.sort());
});

it('every status is told with its meaning and who sets it', () => {
  for (const standing of standings) {
    const { meaning, setBy } = lifecycle[standing];
    expect(doc).toContain(`| ${meaning} | ${setBy} |`);
  }
  expect(new Set(standings.map((standing) => lifecycle[standing].status))).toEqual(new Set(statuses));
});

it('every move is told with its cause', () => {
  for (const cause of standings.flatMap((from) => Object.values(lifecycle[from].next)))
    expect(doc).toContain(`| ${cause} |`);
});
