/** The thin shell around every route: a handler returns what to answer, and this writes it. */
import type { Request, RequestHandler, Response } from 'express';
import { type Problem, statusOf, toProblemJson } from './problem';

export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly body: object;
}

export type Answer = Reply | Problem;

export function reply(status: number, body: object): Reply {
  return { kind: 'reply', status, body };
}

export function endpoint(handle: (req: Request, res: Response) => Promise<Answer> | Answer): RequestHandler {
  return async (req, res) => send(req, res, await handle(req, res));
}

export function send(req: Request, res: Response, answer: Answer): void {
  if (answer.kind === 'problem') sendProblem(req, res, answer);
  else res.status(answer.status).json(answer.body);
}

export function sendProblem(req: Request, res: Response, problem: Problem): void {
  const occurrence = { instance: pathOf(req), requestId: String(req.id) };
  res
    .status(statusOf(problem.code))
    .set(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify(toProblemJson(problem, occurrence)));
}

/** The path as it was asked for, without its query. */
export function pathOf(req: Request): string {
  return req.originalUrl.split('?', 1)[0] ?? '/';
}
