/** The `inbound_parts` table: what handsets sent us, octet by octet as carriers handed it over. */
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { InboundPart } from '../message/inbound';
import type { Waiting } from '../message/reassembly';
import { change, insertRows, selectRows } from './rows';

/** A part of a long message. */
export type PlacedPart = InboundPart & { readonly place: NonNullable<InboundPart['place']> };

export interface NewPart {
  readonly part: InboundPart;
  /** The whole message, once there is one. */
  readonly inboundId: string | null;
  readonly assemblyKey: string | null;
  readonly assembly: string | null;
}

const columns = [
  'inbound_id',
  'assembly_key',
  'assembly',
  'carrier',
  'sender',
  'recipient',
  'esm_class',
  'data_coding',
  'charset',
  'udh',
  'body',
  'place',
  'carrier_id',
  'handset_reference',
  'received_at',
];

export async function insertParts(tx: PoolConnection, parts: readonly NewPart[]): Promise<void> {
  await insertRows(
    tx,
    'inbound_parts',
    columns,
    parts.map(({ part, inboundId, assemblyKey, assembly }) => [
      inboundId,
      assemblyKey,
      assembly,
      part.carrier,
      part.from,
      part.to,
      part.esmClass,
      part.dataCoding,
      part.charset,
      part.udh,
      part.body,
      part.place && JSON.stringify(part.place),
      part.carrierId,
      part.handsetReference,
      part.receivedAt,
    ]),
  );
}

/** The parts that wait under this key, in order of arrival. The caller holds the key's lock. */
export async function waitingParts(tx: PoolConnection, key: string): Promise<Waiting<PlacedPart>[]> {
  const rows = await selectRows(
    tx,
    `SELECT ${columns.join(', ')} FROM inbound_parts WHERE assembly_key = ? AND inbound_id IS NULL ORDER BY id`,
    [key],
  );
  return rows.map((row) => ({ assembly: row.assembly, part: toPart(row) }));
}

/** Keys of messages whose first part has waited since before `before`. */
export async function keysOverdue(pool: Pool, before: Date, limit: number): Promise<string[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    'SELECT DISTINCT assembly_key FROM inbound_parts WHERE inbound_id IS NULL AND received_at <= ? LIMIT ?',
    [before, limit],
  );
  return rows.map((row) => row.assembly_key);
}

/** Says of waiting parts which message they have become. */
export async function assignParts(tx: PoolConnection, key: string, assembly: string, inboundId: string): Promise<void> {
  await change(
    tx,
    'UPDATE inbound_parts SET inbound_id = ? WHERE assembly_key = ? AND inbound_id IS NULL AND assembly = ?',
    [inboundId, key, assembly],
  );
}

function toPart(row: RowDataPacket): PlacedPart {
  return {
    carrier: row.carrier,
    from: row.sender,
    to: row.recipient,
    esmClass: row.esm_class,
    dataCoding: row.data_coding,
    charset: row.charset,
    udh: row.udh,
    body: row.body,
    place: JSON.parse(row.place),
    carrierId: row.carrier_id,
    handsetReference: row.handset_reference,
    receivedAt: row.received_at,
  };
}
