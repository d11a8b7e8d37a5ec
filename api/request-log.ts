/** One line a request: never a body, a query, a phone number or a key. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { newUlid } from '../message/id';
import { logged } from '../message/logged-error';

/** Asked every few seconds by whoever watches over the process. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz']);
const acceptable = /^[\w.-]{1,64}$/;

/** Names the request (its own `X-Request-Id` where it sent a decent one), tells the name in the answer, and logs the end of it. */
export function requestLog(logger: Logger) {
  return pinoHttp<IncomingMessage & { originalUrl?: string }>({
    logger,
    genReqId: (req, res) => {
      const given = req.headers['x-request-id'];
      const id = typeof given === 'string' && acceptable.test(given) ? given : `req_${newUlid()}`;
      res.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: (req) => probes.has(req.url ?? '') },
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'request_id', responseTime: 'ms' },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: (req, res) => line(req, res),
    customErrorMessage: (req, res) => line(req, res),
    wrapSerializers: false,
    serializers: { req: () => undefined, res: () => undefined, err: logged },
  });
}

function line(req: IncomingMessage & { originalUrl?: string }, res: ServerResponse): string {
  return `${req.method} ${(req.originalUrl ?? '').split('?', 1)[0]} ${res.statusCode}`;
}
