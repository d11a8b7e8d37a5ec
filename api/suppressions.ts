/** /v1/suppressions: who wants no messages. STOP and START of the recipients land here too. */
import { Router } from 'express';
import type { Pool } from 'mysql2/promise';
import type { ApiKey } from '../db/api-keys';
import { allSenders, lift, listSuppressions, type Suppression, suppress } from '../db/suppressions';
import { toPublic } from '../message/id';
import { parseSender } from '../message/sender';
import { callerOf, requireScope } from './auth';
import { beyondTestKey } from './draft';
import { type Answer, endpoint, reply } from './endpoint';
import { jsonBody } from './json-body';
import { type Limits, mostForOne } from './limits';
import { methodNotAllowed } from './method-not-allowed';
import { type FieldError, invalid, invalidQuery, type Problem, problem } from './problem';
import { parse } from './schema/issues';
import { suppressionListQuery, suppressionQuery, suppressionSchema } from './schema/suppression';

export interface SuppressionRoutes {
  readonly pool: Pool;
  readonly limits: Limits;
}

export function suppressionRoutes({ pool, limits }: SuppressionRoutes): Router {
  const router = Router();
  router
    .route('/')
    .get(
      requireScope('read'),
      endpoint((req, res) => list(callerOf(res), req.query)),
    )
    .post(
      requireScope('send'),
      jsonBody(Math.min(limits.body, mostForOne)),
      endpoint((req, res) => add(callerOf(res), req.body)),
    )
    .delete(
      requireScope('send'),
      endpoint((req, res) => remove(callerOf(res), req.query)),
    )
    .all(methodNotAllowed('GET', 'POST', 'DELETE'));
  return router;

  async function list({ accountId }: ApiKey, query: unknown): Promise<Answer> {
    const parsed = parse(suppressionListQuery, query);
    if (!parsed.ok) return invalidQuery(parsed.errors);
    const { recipient, sender, limit, starting_after: after, ending_before: before } = parsed.value;
    const page = { limit, after, before };
    const { suppressions, hasMore } = await listSuppressions(pool, accountId, { recipient, sender }, page);
    return listed(suppressions, hasMore);
  }

  /** 201 with the new one; 200 with the one that was there. */
  async function add(caller: ApiKey, body: unknown): Promise<Answer> {
    const parsed = parse(suppressionSchema, body);
    if (!parsed.ok) return invalid(parsed.errors);
    const recipient = parsed.value.recipient.number;
    const outOfReach = beyondTestKey(caller, recipient, '/recipient');
    if (outOfReach) return refused(outOfReach);
    const { suppression, added } = await suppress(pool, {
      accountId: caller.accountId,
      recipient,
      sender: parsed.value.sender ?? allSenders,
      source: 'api',
      inboundId: null,
    });
    return reply(added ? 201 : 200, toSuppressionJson(suppression));
  }

  /** Answers with what was removed, which may be nothing: then there is none now either. */
  async function remove(caller: ApiKey, query: unknown): Promise<Answer> {
    const parsed = parse(suppressionQuery, query);
    if (!parsed.ok) return invalidQuery(parsed.errors);
    const { recipient, sender = null } = parsed.value;
    const outOfReach = beyondTestKey(caller, recipient, '/recipient');
    if (outOfReach) return refused(outOfReach);
    return listed(await lift(pool, caller.accountId, recipient, sender), false);
  }
}

function listed(suppressions: readonly Suppression[], hasMore: boolean): Answer {
  return reply(200, { object: 'list', data: suppressions.map(toSuppressionJson), has_more: hasMore });
}

function refused(error: FieldError): Problem {
  return problem('test_key_recipient', error.detail, { errors: [error] });
}

function toSuppressionJson({ id, recipient, sender, source, inboundId, createdAt }: Suppression) {
  return {
    id: toPublic('sup', id),
    recipient,
    /** Null: all senders of the account. */
    sender: sender === allSenders ? null : toShownSender(sender),
    source,
    inbound_id: inboundId && toPublic('inb', inboundId),
    created_at: createdAt,
  };
}

/** The table keeps numbers without their `+`. */
function toShownSender(kept: string): string {
  const parsed = parseSender(kept);
  return parsed.ok && parsed.sender.kind === 'international' ? `+${parsed.sender.address}` : kept;
}
