/** Writes the docs that are made of the code: `npx tsx bin/docs/write.ts`. A test fails when they are out of date. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lifecycleDoc, lifecyclePath } from './lifecycle';

writeFileSync(join(__dirname, '..', '..', lifecyclePath), lifecycleDoc());
console.log(`wrote ${lifecyclePath}`);
