import type { Knex } from 'knex';

const ulid = 'char(26) character set ascii collate ascii_bin';
const ascii = (length: number) => `varchar(${length}) character set ascii collate ascii_bin`;
const digest = 'char(32) character set ascii collate ascii_bin';

/** What handsets send us, whole and in parts, what was delivered already, and who wants no more messages. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('inbound_messages', (table) => {
    table.specificType('id', ulid).notNullable().primary().comment('given when it became whole, or was given up');
    table.integer('account_id').unsigned().comment('NULL: none has sent from this number to this handset lately');
    table.specificType('carrier', ascii(32)).notNullable();
    table.specificType('sender', ascii(64)).notNullable().comment('the handset');
    table.specificType('recipient', ascii(64)).notNullable().comment('our number');
    table.specificType('body', 'mediumtext').comment('NULL: it is no text');
    table.specificType('data', 'mediumblob').comment('what it is instead');
    table.specificType('charset', ascii(16)).notNullable();
    table.specificType('part_count', 'tinyint unsigned').notNullable();
    table.specificType('missing', ascii(1024)).comment('JSON array of the numbers of parts that never came');
    table.specificType('opt_out', "enum('stop','start')").comment('what its whole text asks for');
    table.datetime('received_at', { precision: 3 }).notNullable().comment('of its last part');
    table.index(['account_id', 'id'], 'inbound_messages_by_account');
    table.index(['sender'], 'inbound_messages_by_sender');
  });
  await knex.schema.createTable('inbound_parts', (table) => {
    table.bigIncrements('id');
    table.specificType('inbound_id', ulid).comment('NULL: it waits for the other parts');
    table
      .specificType('assembly_key', digest)
      .comment('what all parts of one message share; NULL for a message of one part');
    table.specificType('assembly', ulid).comment('the message in the making, since references are used again');
    table.specificType('carrier', ascii(32)).notNullable();
    table.specificType('sender', ascii(64)).notNullable();
    table.specificType('recipient', ascii(64)).notNullable();
    table.specificType('esm_class', 'tinyint unsigned').notNullable();
    table.specificType('data_coding', 'tinyint unsigned').notNullable();
    table.specificType('charset', ascii(16)).notNullable();
    table.specificType('udh', 'varbinary(256)');
    table.specificType('body', 'blob').notNullable();
    table.specificType('place', ascii(100)).comment('JSON: {form, reference, total, number}');
    table.specificType('carrier_id', ascii(65));
    table.specificType('handset_reference', 'int unsigned');
    table.datetime('received_at', { precision: 3 }).notNullable();
    table.index(['inbound_id', 'received_at'], 'inbound_parts_by_message');
    table.index(['assembly_key', 'inbound_id'], 'inbound_parts_by_assembly');
  });
  await knex.schema.createTable('inbound_fingerprints', (table) => {
    table.specificType('fingerprint', digest).notNullable().primary();
    table.specificType('token', ulid).notNullable().comment('of the commit that saw it first');
    table.datetime('seen_at', { precision: 3 }).notNullable();
    table.datetime('until_at', { precision: 3 }).notNullable().comment('until then a second one is the same delivery');
    table.index(['until_at'], 'inbound_fingerprints_by_end');
  });
  await knex.schema.createTable('suppressions', (table) => {
    table.specificType('id', ulid).notNullable().primary();
    table.integer('account_id').unsigned().notNullable();
    table.specificType('recipient', ascii(16)).notNullable();
    table
      .specificType('sender', 'varchar(64) character set ascii collate ascii_general_ci')
      .notNullable()
      .comment('without +; * for all senders');
    table.specificType('source', "enum('stop','api')").notNullable();
    table.specificType('inbound_id', ulid).comment('the message that asked for it');
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.unique(['account_id', 'recipient', 'sender'], { indexName: 'suppressions_by_recipient' });
    table.index(['account_id', 'id'], 'suppressions_by_account');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ['suppressions', 'inbound_fingerprints', 'inbound_parts', 'inbound_messages'])
    await knex.schema.dropTable(name);
}
