/** /queues: Bull Board, for keys with the scope admin. Read-only unless asked otherwise; all that it loads comes from here. */
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Queue } from 'bullmq';
import { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { identify, lacks } from './auth';
import { sendProblem } from './endpoint';
import type { FindKey } from './key-ring';
import { problem } from './problem';

export interface BoardOptions {
  readonly path: string;
  readonly queues: readonly Queue[];
  readonly readOnly: boolean;
  readonly findKey: FindKey;
}

export function bullBoard({ path, queues, readOnly, findKey }: BoardOptions): Router {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(path);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: readOnly, allowRetries: !readOnly })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Waybill', hideDocsLink: true } },
  });
  const router = Router();
  router.use(policy, admins(findKey), readOnly ? readers : sameSite, withoutForeignLinks, serverAdapter.getRouter());
  return router;
}

/** The board's page has styles of its own, and nothing else inline. */
const policy = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'"],
      'connect-src': ["'self'"],
      'base-uri': ["'self'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  },
});

/** A browser asks for a password: the key is that, with any user name. Never in the URL, which logs and histories keep. */
function admins(findKey: FindKey): RequestHandler {
  return async (req, res, next) => {
    const identified = await identify(
      keyIn(req.headers.authorization),
      findKey,
      'Basic realm="Waybill: your key is the password"',
    );
    if (!identified.ok) return sendProblem(req, res, identified.problem);
    const refused = lacks(identified.caller, 'admin');
    if (refused) return sendProblem(req, res, refused);
    next();
  };
}

function keyIn(header = ''): string | null {
  const [, scheme = '', credentials = ''] = /^(Bearer|Basic) +(\S+) *$/i.exec(header) ?? [];
  if (scheme.toLowerCase() !== 'basic') return credentials || null;
  const decoded = Buffer.from(credentials, 'base64').toString();
  return decoded.slice(decoded.indexOf(':') + 1);
}

const readers: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD') return next();
  sendProblem(req, res, problem('read_only', 'Set BULL_BOARD_READ_ONLY=false to change queues here.'));
};

/** A browser sends the password along whichever site asks, so another site's request must not get through. */
const sameSite: RequestHandler = (req, res, next) => {
  const site = req.headers['sec-fetch-site'];
  if (req.method === 'GET' || site === undefined || site === 'same-origin') return next();
  sendProblem(req, res, problem('cross_site', 'Open Bull Board itself to change queues.'));
};

/** The board's page links fonts of another host, which the policy above forbids: without the link the browser doesn't even complain. */
const withoutForeignLinks: RequestHandler = (_req, res, next) => {
  const render = res.render.bind(res) as (
    view: string,
    options: object,
    done: (error: Error, html: string) => void,
  ) => void;
  res.render = (view: string, options?: object) => {
    render(view, options ?? {}, (error, html) => {
      if (error) return next(error);
      res.type('html').send(html.replace(/<link\b[^>]*\bhref="https?:[^>]*>/g, ''));
    });
  };
  next();
};
