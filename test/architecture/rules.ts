import { basename } from 'node:path';
import { importsOf, type Source, withoutEnding } from './source';

/** The rules of the architecture. Each gives one line for each fault, naming the file; none for code that keeps the rule. */

/** Which folders each folder may import from, besides itself. Imports point downward: nobody below knows who is above. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  message: [],
  smpp: [],
  carrier: ['message', 'smpp'],
  queues: ['message'],
  db: ['message'],
  config: ['message', 'carrier'],
  api: ['message', 'smpp', 'carrier', 'queues', 'db'],
  'workers/submit': ['message', 'smpp', 'carrier', 'queues', 'db'],
  'workers/timer': ['message', 'smpp', 'carrier', 'queues', 'db'],
  'workers/webhook': ['message', 'queues', 'db'],
  'workers/bulk': ['message', 'queues', 'db'],
  cli: ['message', 'carrier', 'queues', 'db'],
  // What develops, launches, shows and measures the rest. The simulator shares no code with the side that it tests.
  simulator: [],
  servers: ['queues'],
  bin: ['message', 'servers', 'demo'],
  demo: ['message', 'db', 'servers', 'bin'],
  bench: ['message', 'smpp', 'carrier', 'queues', 'db', 'servers', 'bin', 'simulator'],
  web: [],
};

/** The packages that a folder may use, where that is restricted; node's own are always free. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  message: ['awesome-phonenumber'],
  smpp: ['smpp'],
  carrier: ['zod'],
};

function layerOf(path: string): string {
  const [folder = '', next = ''] = path.split('/');
  return folder === 'workers' ? `${folder}/${next}` : folder;
}

/** What an entry file may import besides: it reads the configuration, and the command line finds the checkout's own servers. */
const mainImports = ['config', 'servers'];

/** The entry file of a process: it reads the configuration and constructs things. */
function isMain(path: string): boolean {
  return basename(withoutEnding(path)) === 'main';
}

export function layerFaults(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const layer = layerOf(source.path);
    const allowed = mayImport[layer];
    if (!allowed) return [`${source.path}: ${layer} has no place among the layers yet`];
    const reachable = new Set([layer, ...allowed, ...(isMain(source.path) ? mainImports : [])]);
    return importsOf(source)
      .filter(({ to, ours }) => ours && !reachable.has(layerOf(to)))
      .map(({ to }) => `${source.path} imports ${to}: ${layer} may import ${[...reachable].join(', ')}`);
  });
}

export function packageFaults(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const allowed = mayUse[layerOf(source.path)];
    if (!allowed) return [];
    return importsOf(source)
      .filter(({ to, ours }) => !ours && !to.startsWith('node:') && !allowed.includes(to))
      .map(({ to }) => `${source.path} uses the package ${to}`);
  });
}

/** Files that import each other in a circle, be it only for types. */
export function cycles(sources: readonly Source[]): string[] {
  const graph = new Map(
    sources.map((source) => [
      withoutEnding(source.path),
      importsOf(source).flatMap(({ to, ours }) => (ours ? [to] : [])),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start !== -1) found.push([...trail.slice(start), path].join(' → '));
    if (start !== -1 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

const grabBags = /^(?:utils?|helpers?|managers?|commons?|misc|shared|lib|stuff)$/;
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.config|\.d)?$/;

export function nameFaults(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path }) => {
    const names = withoutEnding(path).split('/');
    return [
      ...names.filter((name) => !kebab.test(name)).map((name) => `${path}: ${name} is not in lower-case kebab`),
      ...names
        .filter((name) => name.split('-').some((word) => grabBags.test(word)))
        .map((name) => `${path}: ${name} says nothing of what is in it`),
    ];
  });
}

/** Files that only pass on what others export knot folders together; default exports have as many names as importers. */
export function exportFaults(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => [
    ...(basename(withoutEnding(path)) === 'index' ? [`${path} is a barrel`] : []),
    ...(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as\s+\w+\s+)?from\s+['"]\./m.test(text)
      ? [`${path} passes on another file's exports`]
      : []),
    ...(/^export\s+default\b/m.test(text) ? [`${path} has a default export`] : []),
  ]);
}

/** Who may look into the environment: the reader of the configuration, entry files, and what launches processes. */
const environmentReaders = new Set(['config', 'bin', 'servers', 'demo', 'bench']);

export function environmentFaults(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !environmentReaders.has(layerOf(path)) && !isMain(path))
    .filter(({ text }) => /\bprocess\s*(?:\.\s*env\b|\[\s*['"]env)|\benv\s*\}\s*=\s*process\b/.test(text))
    .map(({ path }) => `${path} reads process.env`);
}

const longest = 300;
const medianBelow = 100;

export function sizeFaults(sources: readonly Source[]): string[] {
  const sizes = sources.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
  const median = sizes.map(({ lines }) => lines).sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
  return [
    ...sizes.filter(({ lines }) => lines > longest).map(({ path, lines }) => `${path} has ${lines} lines`),
    ...(median < medianBelow ? [] : [`half of all files have ${median} lines or more`]),
  ];
}
