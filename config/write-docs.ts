/** Writes the generated docs: `npx tsx config/write-docs.ts`. A test fails when they are out of date. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedDocs } from './docs';

const root = join(__dirname, '..');
for (const { path, text } of generatedDocs(root)) {
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
