import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carrierSchema } from '../../carrier/profile';
import { routeSchema } from '../../carrier/route';
import { readCarriers } from '../../config/carriers';
import { generatedDocs, quirks } from '../../config/docs';
import { rowsOf } from '../../config/schema-rows';

const root = join(__dirname, '..', '..');

it.each(generatedDocs(root))(
  '$path is what the schemas say; else run `npx tsx config/write-docs.ts`',
  ({ path, text }) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  },
);

it.each([...rowsOf(carrierSchema), ...rowsOf(routeSchema)])(
  '$key has its line, with what it may be and what it does',
  (row) => {
    expect(row.expected).not.toBe('');
    expect(row.description).toMatch(/\.$/);
  },
);

it('keys inside a block are listed under it', () => {
  const keys = rowsOf(carrierSchema).map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['tls.ca', 'receipts.grace', 'in_doubt.policy', 'price.amount']));
});

it('defaults are written as in the file', () => {
  const defaults = new Map(rowsOf(carrierSchema).map((row) => [row.key, row.default]));
  expect(
    ['window', 'validity', 'tls', 'interface_version', 'system_type', 'host'].map((key) => defaults.get(key)),
  ).toEqual(['50', '24h', 'false', '0x34', '""', null]);
});

it('the example with quirks is a carriers file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-docs-'));
  try {
    writeFileSync(join(folder, 'carriers.yaml'), quirks);
    const { carriers } = readCarriers(join(folder, 'carriers.yaml'), { ACME_PASSWORD: 'one', BACKUP_PASSWORD: 'two' });
    expect([...carriers.keys()]).toEqual(['acme', 'backup']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
