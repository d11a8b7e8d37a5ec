/** /v1/messages */
import { Router } from 'express';
import type { Pool } from 'mysql2/promise';
import type { ApiKey } from '../db/api-keys';
import { cancelQueued } from '../db/cancel';
import type { LedgerOptions } from '../db/ledger';
import { eventsOf } from '../db/message-history';
import { findMessage, listMessages, type MessageRecord } from '../db/message-list';
import { fromPublic } from '../message/id';
import { callerOf, requireScope } from './auth';
import { draftMessage, type Routing } from './draft';
import { type Answer, endpoint, reply } from './endpoint';
import type { Intake } from './intake';
import { jsonBody } from './json-body';
import { type Limits, mostForOne } from './limits';
import { toFilter, toPage } from './message-filter';
import { toMessageJson, toNewRecord } from './message-json';
import { methodNotAllowed } from './method-not-allowed';
import { type FieldError, invalid, invalidQuery, notFound, overloaded, type Problem, problem } from './problem';
import { parse } from './schema/issues';
import { messageSchema } from './schema/message';
import { messageListQuery, noQuery } from './schema/query';
import { toTimeline } from './timeline';

export interface MessageRoutes {
  readonly pool: Pool;
  readonly intake: Intake;
  readonly routing: Routing;
  readonly ledger: LedgerOptions;
  readonly limits: Limits;
}

export function messageRoutes({ pool, intake, routing, ledger, limits }: MessageRoutes): Router {
  const router = Router();
  router
    .route('/')
    .post(
      requireScope('send'),
      jsonBody(Math.min(limits.body, mostForOne)),
      endpoint((req, res) => create(callerOf(res), req.body)),
    )
    .get(
      requireScope('read'),
      endpoint((req, res) => list(callerOf(res), req.query)),
    )
    .all(methodNotAllowed('GET', 'POST'));
  router
    .route('/:id')
    .get(
      requireScope('read'),
      endpoint((req, res) => show(callerOf(res), req.params.id, req.query)),
    )
    .all(methodNotAllowed('GET'));
  router
    .route('/:id/cancel')
    .post(
      requireScope('send'),
      endpoint((req, res) => cancel(callerOf(res), req.params.id)),
    )
    .all(methodNotAllowed('POST'));
  return router;

  async function create(caller: ApiKey, body: unknown): Promise<Answer> {
    const parsed = parse(messageSchema, body);
    if (!parsed.ok) return invalid(parsed.errors);
    const drafting = draftMessage(parsed.value, caller, null, routing);
    if (!drafting.ok) return refused(drafting.errors);
    const stored = await intake.message(drafting.draft);
    if (stored.kind === 'overloaded') return overloaded();
    return reply(202, toMessageJson(toNewRecord(stored.value)));
  }

  async function list(caller: ApiKey, query: unknown): Promise<Answer> {
    const parsed = parse(messageListQuery, query);
    if (!parsed.ok) return invalidQuery(parsed.errors);
    const { messages, hasMore } = await listMessages(
      pool,
      caller.accountId,
      toFilter(parsed.value),
      toPage(parsed.value),
    );
    return reply(200, { object: 'list', data: messages.map(toMessageJson), has_more: hasMore });
  }

  async function show(caller: ApiKey, publicId: unknown, query: unknown): Promise<Answer> {
    const parsed = parse(noQuery, query);
    if (!parsed.ok) return invalidQuery(parsed.errors);
    const message = await find(caller, publicId);
    if (!message) return notFound('message');
    const timeline = toTimeline(message, await eventsOf(pool, message.id));
    return reply(200, { ...toMessageJson(message), timeline });
  }

  async function cancel(caller: ApiKey, publicId: unknown): Promise<Answer> {
    const message = await find(caller, publicId);
    if (!message) return notFound('message');
    const cancellation = await cancelQueued(pool, message.id, ledger);
    if (!cancellation.canceled) {
      return problem('not_cancelable', `The message is ${cancellation.status}; only a queued one can be canceled.`);
    }
    const after = await find(caller, publicId);
    return after ? reply(200, toMessageJson(after)) : notFound('message');
  }

  async function find(caller: ApiKey, publicId: unknown): Promise<MessageRecord | null> {
    const id = fromPublic('msg', publicId);
    return id === null ? null : findMessage(pool, caller.accountId, id);
  }
}

/** A key that may not reach the number is a matter of permission, not of form. */
function refused(errors: readonly FieldError[]): Problem {
  const forbidden = errors.find(({ code }) => code === 'test_key_recipient');
  return forbidden ? problem('test_key_recipient', forbidden.detail, { errors }) : invalid(errors);
}
