/** The `message_events` table: the steps of a timeline that a message's own columns don't tell. */
import type { PoolConnection } from 'mysql2/promise';
import { newUlid } from '../message/id';
import type { TimelineEvent } from '../message/timeline';
import { insertRows } from './rows';

export interface MessageEvent extends TimelineEvent {
  readonly messageId: string;
}

export async function addEvents(tx: PoolConnection, events: readonly MessageEvent[]): Promise<void> {
  await insertRows(
    tx,
    'message_events',
    ['message_id', 'id', 'at', 'kind', 'status', 'detail'],
    events.map((event) => [
      event.messageId,
      newUlid(),
      event.at,
      event.kind,
      event.status,
      JSON.stringify(event.detail),
    ]),
  );
}
