/** /v1/inbound: what handsets sent. */
import { Router } from 'express';
import type { Pool } from 'mysql2/promise';
import type { ApiKey } from '../db/api-keys';
import { type InboundMessage, listInbound } from '../db/inbound-messages';
import { toPublic } from '../message/id';
import { callerOf, requireScope } from './auth';
import { type Answer, endpoint, reply } from './endpoint';
import { methodNotAllowed } from './method-not-allowed';
import { invalidQuery } from './problem';
import { inboundListQuery } from './schema/inbound';
import { parse } from './schema/issues';

export function inboundRoutes({ pool }: { readonly pool: Pool }): Router {
  const router = Router();
  router
    .route('/')
    .get(
      requireScope('read'),
      endpoint((req, res) => list(callerOf(res), req.query)),
    )
    .all(methodNotAllowed('GET'));
  return router;

  /** Messages to the caller's account; an admin also sees those that are no account's. */
  async function list(caller: ApiKey, query: unknown): Promise<Answer> {
    const parsed = parse(inboundListQuery, query);
    if (!parsed.ok) return invalidQuery(parsed.errors);
    const { from, to, limit, starting_after: after, ending_before: before } = parsed.value;
    const filter = { from, to, createdFrom: parsed.value['created[gte]'], createdBefore: parsed.value['created[lt]'] };
    const unassigned = caller.scopes.has('admin');
    const page = { limit, after, before };
    const { messages, hasMore } = await listInbound(pool, caller.accountId, unassigned, filter, page);
    return reply(200, { object: 'list', data: messages.map(toInboundJson), has_more: hasMore });
  }
}

function toInboundJson(message: InboundMessage) {
  return {
    id: toPublic('inb', message.id),
    from: message.from,
    to: message.to,
    body: message.body,
    /** Base64. */
    data: message.data?.toString('base64') ?? null,
    encoding: message.charset,
    parts: message.partCount,
    incomplete: message.missing.length > 0,
    missing_parts: message.missing,
    opt_out: message.optOut,
    assigned: message.accountId !== null,
    carrier: message.carrier,
    received_at: message.receivedAt,
  };
}
