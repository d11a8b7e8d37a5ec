/** The `inbound_messages` table: what handsets sent us, as the carrier handed it over. */
import type { Pool } from 'mysql2/promise';
import { insertRows } from './rows';
import { inTransaction } from './transaction';

export interface NewInbound {
  readonly carrier: string;
  readonly sender: string;
  readonly recipient: string;
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly udh: Buffer | null;
  readonly body: Buffer;
  readonly receivedAt: Date;
}

export function storeInbound(pool: Pool, messages: readonly NewInbound[]): Promise<void> {
  return inTransaction(pool, (tx) =>
    insertRows(
      tx,
      'inbound_messages',
      ['carrier', 'sender', 'recipient', 'esm_class', 'data_coding', 'udh', 'body', 'received_at'],
      messages.map((message) => [
        message.carrier,
        message.sender,
        message.recipient,
        message.esmClass,
        message.dataCoding,
        message.udh,
        message.body,
        message.receivedAt,
      ]),
    ),
  );
}
