/**
 * The HTTP interface. A request goes through: its name and its log line, headers, its key, its scope, its body, its schema;
 * then a resource (one file each) answers with a value, and only endpoint.ts writes it.
 */
import type { Queue } from 'bullmq';
import express, { type ErrorRequestHandler, type Express, Router } from 'express';
import helmet from 'helmet';
import type { Pool } from 'mysql2/promise';
import type { Logger } from 'pino';
import { findKey } from '../db/api-keys';
import type { LedgerOptions } from '../db/ledger';
import { isUnavailable } from '../db/unavailable';
import { authenticate } from './auth';
import { batchRoutes } from './batches';
import { bullBoard } from './bull-board';
import { type CarrierRoutes, carrierRoutes } from './carriers';
import type { Routing } from './draft';
import { endpoint, pathOf, sendProblem } from './endpoint';
import { type Check, healthRoutes } from './health';
import { inboundRoutes } from './inbound';
import type { Intake } from './intake';
import { bodyProblem } from './json-body';
import { rememberKeys } from './key-ring';
import type { Limits } from './limits';
import { messageRoutes } from './messages';
import { type Problem, problem, statusOf } from './problem';
import { requestLog } from './request-log';
import { suppressionRoutes } from './suppressions';

export interface AppParts {
  readonly pool: Pool;
  readonly intake: Intake;
  readonly routing: Routing;
  readonly ledger: LedgerOptions;
  readonly limits: Limits;
  readonly binds: CarrierRoutes['binds'];
  /** What /readyz asks, by part. */
  readonly checks: Readonly<Record<string, Check>>;
  readonly board: { readonly queues: readonly Queue[]; readonly readOnly: boolean };
  readonly logger: Logger;
}

export function createApp(parts: AppParts): Express {
  const keys = rememberKeys((key) => findKey(parts.pool, key));
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(requestLog(parts.logger));
  app.use('/queues', bullBoard({ path: '/queues', findKey: keys, ...parts.board }));
  app.use(headers);
  app.use(healthRoutes(parts.checks));
  app.use('/v1', authenticate(keys), v1(parts));
  app.use(endpoint((req) => problem('not_found', `There is nothing at ${pathOf(req).slice(0, 200)}.`)));
  app.use(onError);
  return app;
}

function v1(parts: AppParts): Router {
  const router = Router();
  router.use('/messages', messageRoutes(parts));
  router.use('/batches', batchRoutes(parts));
  router.use('/inbound', inboundRoutes(parts));
  router.use('/suppressions', suppressionRoutes(parts));
  router.use('/carriers', carrierRoutes({ pool: parts.pool, carriers: parts.routing.carriers, binds: parts.binds }));
  return router;
}

/** Answers are data: nothing in them may run, be framed or be kept by caches. */
const headers = [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
  }),
  ((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  }) satisfies express.RequestHandler,
];

const onError: ErrorRequestHandler = (error, req, res, next) => {
  const answer = bodyProblem(error) ?? clientFault(error) ?? serverFault(error);
  // The log's line of this request takes it along.
  if (statusOf(answer.code) >= 500) res.err = error;
  if (res.headersSent) return next(error);
  sendProblem(req, res, answer);
};

/** What express says of a URL that it can't decode. */
function clientFault(error: unknown): Problem | null {
  return error instanceof URIError ? problem('not_found', 'The path is not well-formed.') : null;
}

function serverFault(error: unknown): Problem {
  if (!isUnavailable(error)) return problem('internal_error', 'It was logged under the request_id; tell support.');
  return problem(
    'storage_unavailable',
    'Nothing was confirmed. Send it again after the seconds in Retry-After; where a duplicate would do harm, look by client_ref first.',
    { headers: { 'Retry-After': '5' } },
  );
}
