/** The migrations in order, as a knex migration source: no directory is scanned, so the build and the tests run the same. */
import type { Knex } from 'knex';
import * as accounts from './001-accounts';
import * as batchesAndParcels from './002-batches-and-parcels';
import * as messages from './003-messages';
import * as deliveries from './004-deliveries';
import * as inbound from './005-inbound';
import * as carrierStates from './006-carrier-states';

interface NamedMigration extends Knex.Migration {
  readonly name: string;
}

const migrations: readonly NamedMigration[] = [
  { name: '001-accounts', ...accounts },
  { name: '002-batches-and-parcels', ...batchesAndParcels },
  { name: '003-messages', ...messages },
  { name: '004-deliveries', ...deliveries },
  { name: '005-inbound', ...inbound },
  { name: '006-carrier-states', ...carrierStates },
];

export const migrationSource: Knex.MigrationSource<NamedMigration> = {
  getMigrations: async () => [...migrations],
  getMigrationName: (migration) => migration.name,
  getMigration: async (migration) => migration,
};
