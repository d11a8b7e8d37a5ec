/** The `parts` table: which message a carrier's id belongs to, and where each part of a long message stands. */
import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { PartState } from '../message/state';
import { asciiList, insertRows, listTable, overwriting, selectRows, toJson } from './rows';

export interface PartRecord extends PartState {
  readonly messageId: string;
}

const names = ['message_id', 'part', 'carrier', 'carrier_message_id', 'status'];
const columns = names.map((name) => `parts.${name}`).join(', ');

/** The parts of messages that are locked. Messages of one part need none: they are their own part. */
export async function partsOf(tx: PoolConnection, messageIds: readonly string[]): Promise<PartRecord[]> {
  if (messageIds.length === 0) return [];
  const rows = await selectRows(
    tx,
    `SELECT ${columns} FROM ${listTable({ id: asciiList })} STRAIGHT_JOIN parts ON parts.message_id = list.id`,
    [toJson(messageIds.map((id) => [id]))],
  );
  return rows.map(toPartRecord);
}

/** The parts that a carrier knows by these ids. An id that a carrier has used twice means its newest message. */
export async function partsByCarrierId(
  tx: PoolConnection,
  carrier: string,
  ids: readonly string[],
): Promise<Map<string, PartRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await selectRows(
    tx,
    `SELECT ${columns} FROM ${listTable({ id: asciiList })}
      STRAIGHT_JOIN parts ON parts.carrier = ? AND parts.carrier_message_id = list.id`,
    [toJson(ids.map((id) => [id])), carrier],
  );
  const parts = rows.map(toPartRecord).sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
  return new Map(parts.map((part) => [part.carrierMessageId as string, part]));
}

export async function saveParts(tx: PoolConnection, parts: readonly PartRecord[]): Promise<void> {
  await insertRows(
    tx,
    'parts',
    names,
    parts.map((part) => [part.messageId, part.part, part.carrier, part.carrierMessageId, part.status]),
    overwriting(['carrier', 'carrier_message_id', 'status']),
  );
}

function toPartRecord(row: RowDataPacket): PartRecord {
  return {
    messageId: row.message_id,
    part: row.part,
    carrier: row.carrier,
    carrierMessageId: row.carrier_message_id,
    status: row.status,
  };
}
