import type { Knex } from 'knex';

/** Who may send: accounts, and their API keys (only a SHA-256 of each key is kept). */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('accounts', (table) => {
    table.increments('id');
    table.string('name', 64).notNullable().unique({ indexName: 'accounts_by_name' });
    table.datetime('created_at', { precision: 3 }).notNullable();
  });
  await knex.schema.createTable('api_keys', (table) => {
    table.specificType('id', 'char(26) character set ascii collate ascii_bin').notNullable().primary();
    table.integer('account_id').unsigned().notNullable().references('accounts.id').onDelete('CASCADE');
    table.specificType('hash', 'char(64) character set ascii collate ascii_bin').notNullable();
    table.string('hint', 16).notNullable().comment('how the key begins, to recognise it');
    table.string('mode', 4).notNullable().comment('live or test');
    table.string('scopes', 64).notNullable().comment('comma-separated: send,read,admin');
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.datetime('revoked_at', { precision: 3 });
    table.unique(['hash'], { indexName: 'api_keys_by_hash' });
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('api_keys');
  await knex.schema.dropTable('accounts');
}
