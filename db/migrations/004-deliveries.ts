import type { Knex } from 'knex';

const ascii = (length: number) => `varchar(${length}) character set ascii collate ascii_bin`;

/** What carriers hand us that belongs to no known message: receipts that came too early, and inbound messages. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('orphan_receipts', (table) => {
    table.bigIncrements('id');
    table.specificType('carrier', ascii(32)).notNullable();
    table.specificType('carrier_message_id', ascii(65));
    table.specificType('recipient', ascii(21)).notNullable();
    table.specificType('sender', ascii(21)).notNullable();
    table.datetime('arrived_at', { precision: 3 }).notNullable();
    table.datetime('review_at', { precision: 3 }).comment('when the timer looks for its message next; NULL: given up');
    table.text('receipt').notNullable().comment('JSON, as it was read');
    table.index(['carrier', 'carrier_message_id'], 'orphan_receipts_by_carrier_message_id');
    table.index(['recipient'], 'orphan_receipts_by_recipient');
    table.index(['review_at'], 'orphan_receipts_by_review');
  });
  await knex.schema.createTable('inbound_messages', (table) => {
    table.bigIncrements('id');
    table.specificType('carrier', ascii(32)).notNullable();
    table.specificType('sender', ascii(21)).notNullable();
    table.specificType('recipient', ascii(21)).notNullable();
    table.specificType('esm_class', 'tinyint unsigned').notNullable();
    table.specificType('data_coding', 'tinyint unsigned').notNullable();
    table.specificType('udh', 'varbinary(255)');
    table.specificType('body', 'blob').notNullable();
    table.datetime('received_at', { precision: 3 }).notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('inbound_messages');
  await knex.schema.dropTable('orphan_receipts');
}
