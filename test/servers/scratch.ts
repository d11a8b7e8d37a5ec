import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from '../../servers/process-identity';

/** A folder's name: whose it is, by pid and start, so that what a killed run left can be told and removed. */
const NAME = /^waybill-test-(\d+)-(\d+)-/;

/** A fresh folder for a test's servers and files; remove it with `rmSync` when the test is over. */
export function scratchDirectory(): string {
  const own = identify(process.pid);
  return mkdtempSync(join(tmpdir(), `waybill-test-${process.pid}-${own?.started ?? 0}-`));
}

/** Removes the folders of test runs that were killed before they could. */
export function sweepScratch(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid, started] = NAME.exec(name) ?? [];
    if (pid === undefined || identify(Number(pid))?.started === started) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
