import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this checkout: the nearest above this file that has a package.json (dist/ has none). */
export function checkoutRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`no package.json above ${__dirname}`);
    folder = above;
  }
  return folder;
}

/** Whose data a run has: `npm start`'s and the command line's, or the demo's. */
export type RunName = 'main' | 'demo';

/** Where a run keeps its private servers and its run.json. */
export function runDirectory(name: RunName, root = checkoutRoot()): string {
  return join(root, '.waybill', name);
}
