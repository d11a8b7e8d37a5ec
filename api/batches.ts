/** /v1/batches */
import { Router } from 'express';
import type { Pool } from 'mysql2/promise';
import type { ApiKey } from '../db/api-keys';
import { type BatchRow, findBatch, listBatches, listRejections, type Rejection } from '../db/batches';
import { fromPublic, newUlid } from '../message/id';
import { callerOf, requireScope } from './auth';
import { toBatchJson, toRejectionJson } from './batch-json';
import { readRows, rowsPointer } from './batch-rows';
import type { Routing } from './draft';
import { type Answer, endpoint, reply } from './endpoint';
import type { Intake } from './intake';
import { jsonBody } from './json-body';
import type { Limits } from './limits';
import { methodNotAllowed } from './method-not-allowed';
import { type FieldError, invalid, invalidQuery, notFound, overloaded, problem } from './problem';
import { batchEnvelopes, formOf } from './schema/batch';
import { below, mostErrors, parse } from './schema/issues';
import { batchListQuery, batchQuery, noQuery, rejectionListQuery } from './schema/query';

export interface BatchRoutes {
  readonly pool: Pool;
  readonly intake: Intake;
  readonly routing: Routing;
  readonly limits: Limits;
}

export function batchRoutes({ pool, intake, routing, limits }: BatchRoutes): Router {
  const envelopes = batchEnvelopes(limits.rows);
  const router = Router();
  router
    .route('/')
    .post(
      requireScope('send'),
      jsonBody(limits.body),
      endpoint((req, res) => create(callerOf(res), req.query, req.body)),
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
    .route('/:id/rejections')
    .get(
      requireScope('read'),
      endpoint((req, res) => rejections(callerOf(res), req.params.id, req.query)),
    )
    .all(methodNotAllowed('GET'));
  return router;

  async function create(caller: ApiKey, query: unknown, body: unknown): Promise<Answer> {
    const asked = parse(batchQuery, query);
    if (!asked.ok) return invalidQuery(asked.errors);
    const envelope = parse(envelopes[formOf(body)], body);
    if (!envelope.ok) return invalid(envelope.errors);

    const id = newUlid();
    const { drafts, rejections } = await readRows(envelope.value, id, caller, routing);
    const refused = asked.value.atomic === true && rejections.length > 0 ? 'invalid_rows' : 'no_valid_rows';
    if (drafts.length === 0 || refused === 'invalid_rows') {
      const detail = `${rejections.length} of ${drafts.length + rejections.length} rows are wrong; nothing was stored.`;
      return problem(refused, detail, { errors: flatten(rejections, rowsPointer(envelope.value)) });
    }
    const name = envelope.value.name ?? null;
    const stored = await intake.batch({ id, accountId: caller.accountId, name, rejections, drafts });
    if (stored.kind === 'overloaded') return overloaded();
    return reply(202, toBatchJson(stored.value, new Date()));
  }

  async function list(caller: ApiKey, query: unknown): Promise<Answer> {
    const parsed = parse(batchListQuery, query);
    if (!parsed.ok) return invalidQuery(parsed.errors);
    const { limit, starting_after = null } = parsed.value;
    const batches = await listBatches(pool, caller.accountId, limit + 1, starting_after);
    const now = new Date();
    const data = batches.slice(0, limit).map((batch) => toBatchJson(batch, now));
    return reply(200, { object: 'list', data, has_more: batches.length > limit });
  }

  async function show(caller: ApiKey, publicId: unknown, query: unknown): Promise<Answer> {
    const parsed = parse(noQuery, query);
    if (!parsed.ok) return invalidQuery(parsed.errors);
    const batch = await find(caller, publicId);
    return batch ? reply(200, toBatchJson(batch, new Date())) : notFound('batch');
  }

  async function rejections(caller: ApiKey, publicId: unknown, query: unknown): Promise<Answer> {
    const parsed = parse(rejectionListQuery, query);
    if (!parsed.ok) return invalidQuery(parsed.errors);
    const batch = await find(caller, publicId);
    if (!batch) return notFound('batch');
    const { limit, starting_after = 0 } = parsed.value;
    const found = await listRejections(pool, batch.id, limit + 1, starting_after);
    return reply(200, {
      object: 'list',
      data: found.slice(0, limit).map(toRejectionJson),
      has_more: found.length > limit,
    });
  }

  async function find(caller: ApiKey, publicId: unknown): Promise<BatchRow | null> {
    const id = fromPublic('bat', publicId);
    return id === null ? null : findBatch(pool, caller.accountId, id);
  }
}

/** The rows' errors in one list, each pointing into the body; the first hundred. */
function flatten(rejections: readonly Rejection[], pointer: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const { row, errors: own } of rejections) {
    if (errors.length >= mostErrors) break;
    errors.push(...below(`${pointer}/${row - 1}`, own));
  }
  return errors.slice(0, mostErrors);
}
