/** The list's query as the database is asked. */
import type { z } from 'zod';
import type { MessageFilter } from '../db/message-list';
import type { PageRequest } from '../db/page';
import type { messageListQuery } from './schema/query';

type Query = z.output<typeof messageListQuery>;

export function toFilter(query: Query): MessageFilter {
  return {
    statuses: query.status,
    recipient: query.to,
    sender: query.from,
    batchId: query.batch_id,
    carrier: query.carrier,
    country: query.country,
    errorCode: query.error_code,
    clientRef: query.client_ref,
    tag: query.tag,
    createdFrom: query['created[gte]'],
    createdBefore: query['created[lt]'],
  };
}

export function toPage({ limit, starting_after, ending_before }: Query): PageRequest {
  return { limit, after: starting_after, before: ending_before };
}
