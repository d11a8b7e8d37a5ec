/** Reads JSON bodies; whatever is wrong with one is a problem of its own. */
import express, { type RequestHandler } from 'express';
import { sendProblem } from './endpoint';
import { type Problem, problem } from './problem';

/** `limit` in bytes, after any Content-Encoding is undone. */
export function jsonBody(limit: number): RequestHandler[] {
  const parse = express.json({ limit, strict: false, inflate: true, type: () => true });
  return [checkHeaders, parse];
}

const checkHeaders: RequestHandler = (req, res, next) => {
  const { 'content-length': length, 'transfer-encoding': encoding, 'content-type': type = 'none' } = req.headers;
  if (encoding === undefined && Number(length ?? 0) === 0) {
    return sendProblem(req, res, problem('empty_body', 'Send the request as a JSON object.'));
  }
  if (!req.is(['application/json', 'application/*+json'])) {
    const detail = `The content type is ${type.slice(0, 80)}; it must be application/json.`;
    return sendProblem(req, res, problem('unsupported_media_type', detail));
  }
  next();
};

/** body-parser's errors by their `type`. None of their texts is passed on: they quote the body. */
const problems: Readonly<Record<string, (error: { limit?: number }) => Problem>> = {
  'entity.too.large': ({ limit = 0 }) => problem('body_too_large', `The body may have at most ${limit} bytes.`),
  'entity.parse.failed': () =>
    problem('malformed_json', 'The body is not well-formed JSON; check quotes, commas and braces.'),
  'encoding.unsupported': () =>
    problem('unsupported_media_type', 'The content encoding must be identity, gzip, deflate or br.'),
  'charset.unsupported': () => problem('unsupported_media_type', 'The charset must be UTF-8.'),
  'request.aborted': () => problem('unreadable_body', 'The connection closed before the body was whole.'),
  'request.size.invalid': () => problem('unreadable_body', 'The body is not as long as its Content-Length says.'),
};

/** What body-parser threw, as a problem; null for any other error. */
export function bodyProblem(error: unknown): Problem | null {
  if (typeof error !== 'object' || error === null || !('type' in error)) return null;
  return problems[String(error.type)]?.('limit' in error ? { limit: Number(error.limit) } : {}) ?? null;
}
