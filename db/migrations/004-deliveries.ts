import type { Knex } from 'knex';

const ascii = (length: number) => `varchar(${length}) character set ascii collate ascii_bin`;

/** Receipts that belong to no message that we know (yet). */
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
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('orphan_receipts');
}
