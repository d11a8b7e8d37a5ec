import type { Knex } from 'knex';

/** How carriers stand, as the timers see them together. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('carrier_states', (table) => {
    table.specificType('carrier', 'varchar(32) character set ascii collate ascii_bin').notNullable().primary();
    table.datetime('unfit_since', { precision: 3 }).comment('no live bind, or refusing everything; NULL: fit');
    table.string('reason', 32);
    table.datetime('paused_at', { precision: 3 }).comment('an operator holds it; NULL: it may send');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('carrier_states');
}
