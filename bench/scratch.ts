/** A folder of the bench's own for its servers' data, on the disk that Waybill's would be on. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutRoot } from '../servers/checkout';
import { identify } from '../servers/process-identity';

/** A folder's name tells whose it is, by pid and start: what a killed bench left can be told and removed. */
const NAME = /^(\d+)-(\d+)-/;

/** Makes the folder, and removes those of benches that were killed. Remove it with `rmSync`. */
export function scratchFolder(home = join(checkoutRoot(), '.waybill', 'bench')): string {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(home)) {
    const [, pid, started] = NAME.exec(name) ?? [];
    if (pid !== undefined && identify(Number(pid))?.started !== started)
      rmSync(join(home, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(home, `${process.pid}-${identify(process.pid)?.started ?? 0}-`));
}
