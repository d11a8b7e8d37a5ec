import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carriersFile } from '../../bench/carriers';
import { routeFor } from '../../carrier/routing';
import { readCarriers } from '../../config/carriers';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-test-bench-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('each sender of the bench goes to its own carrier, on its port and with the window asked for', () => {
  const path = join(folder, 'carriers.yaml');
  writeFileSync(path, carriersFile({ load: 7001, probe: 7002, down: 7003 }, 750));
  const { carriers, routes } = readCarriers(path, {});
  const of = (sender: string) =>
    routeFor(routes, { recipient: '+61400000000', country: 'AU', sender, account: 'bench', priority: 'bulk' });
  expect([of('ACME'), of('PROBE'), of('DOWN'), of('OTHER')]).toEqual([['load'], ['probe'], ['down'], []]);
  expect([...carriers.values()].map(({ port }) => port)).toEqual([7001, 7002, 7003]);
  for (const { window, binds, tps } of carriers.values())
    expect({ window, binds, tps }).toEqual({ window: 750, binds: 2, tps: 0 });
});
