import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** A source file of ours. Paths are from the root of the project, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** A path of ours without its ending, or the name of a package. */
  readonly to: string;
  readonly ours: boolean;
  /** `import type`: gone when the code runs. */
  readonly typeOnly: boolean;
}

const notOurs = new Set(['node_modules', 'dist']);
const ending = /\.(?:[cm]?[jt]s|tsx)$/;

/** Every source below `root` but tests, which may import what they like. */
export function readSources(root: string): Source[] {
  const found: Source[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || notOurs.has(entry.name) || path === join(root, 'test')) continue;
      if (entry.isDirectory()) visit(path);
      else if (ending.test(entry.name) && folder !== root)
        found.push({ path: relative(root, path), text: readFileSync(path, 'utf8') });
    }
  };
  visit(root);
  return found;
}

const comments = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
/** `import … from '…'`, `export … from '…'`, `import '…'`, `import('…')` and `require('…')`. */
const statements =
  /^(?:import|export)\b(?<clause>(?:(?!^import\b|^export\b)[^;'"])*?)\bfrom\s+['"](?<from>[^'"]+)['"]|^import\s+['"](?<bare>[^'"]+)['"]|\b(?:import|require)\(\s*['"](?<called>[^'"]+)['"]/gm;

export function importsOf({ path, text }: Source): Import[] {
  return [...text.replace(comments, '').matchAll(statements)].map(({ groups = {} }) => {
    const named = groups.from ?? groups.bare ?? groups.called ?? '';
    const ours = named.startsWith('.');
    return {
      to: ours ? withoutEnding(normalize(join(dirname(path), named))) : named,
      ours,
      typeOnly: /^\s+type\b/.test(groups.clause ?? ''),
    };
  });
}

export function withoutEnding(path: string): string {
  return path.replace(ending, '');
}
