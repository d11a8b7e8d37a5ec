import type { Knex } from 'knex';

const statusCounters = [
  'queued',
  'sent',
  'accepted',
  'delivered',
  'failed',
  'undelivered',
  'rejected',
  'expired',
  'unknown',
  'read',
  'final',
];

/** What a sender handed in together (batches), and what a worker is handed at once (parcels: the outbox of the queues). */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('batches', (table) => {
    table.specificType('id', 'char(26) character set ascii collate ascii_bin').notNullable().primary();
    table.integer('account_id').unsigned().notNullable().references('accounts.id');
    table.string('name', 128);
    table.integer('total').unsigned().notNullable().comment('messages stored');
    table.integer('rejected_rows').unsigned().notNullable().defaultTo(0);
    table.decimal('cost', 16, 6).notNullable().defaultTo(0);
    table.string('currency', 3);
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.index(['account_id', 'id'], 'batches_by_account');
  });
  await knex.schema.createTable('batch_rejections', (table) => {
    table.specificType('batch_id', 'char(26) character set ascii collate ascii_bin').notNullable();
    table.integer('row_no').unsigned().notNullable().comment('counts from 1');
    table.text('errors').notNullable().comment('JSON: [{pointer, code, detail}]');
    table.primary(['batch_id', 'row_no']);
  });
  await knex.schema.createTable('batch_counts', (table) => {
    table.specificType('batch_id', 'char(26) character set ascii collate ascii_bin').notNullable();
    table.specificType('shard', 'tinyint unsigned').notNullable().comment('writers share no row: read as a sum');
    for (const counter of statusCounters) table.integer(counter).notNullable().defaultTo(0);
    table.primary(['batch_id', 'shard']);
  });
  await knex.schema.createTable('parcels', (table) => {
    table.specificType('id', 'char(26) character set ascii collate ascii_bin').notNullable().primary();
    table.string('carrier', 32).notNullable();
    table.specificType('priority', 'tinyint unsigned').notNullable().comment('0 urgent, 1 normal, 2 bulk');
    table.specificType('size', 'smallint unsigned').notNullable();
    table.specificType('state', "enum('open','claimed','settled')").notNullable();
    table.datetime('due_at', { precision: 3 }).notNullable();
    table
      .datetime('review_at', { precision: 3 })
      .comment('when the timer looks next: open - is its job there? claimed - is a message still without an answer?');
    table.index(['review_at'], 'parcels_by_review');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ['parcels', 'batch_counts', 'batch_rejections', 'batches']) await knex.schema.dropTable(name);
}
