/** Who is asking, and what for. Keys come as `Authorization: Bearer wk_…`. */
import type { RequestHandler, Response } from 'express';
import type { ApiKey, Scope } from '../db/api-keys';
import { sendProblem } from './endpoint';
import type { FindKey } from './key-ring';
import { type Problem, problem } from './problem';

/** A key's text. Anything else can't be one, and is not looked up. */
const keyShape = /^wk_(live|test)_[0-9a-f]{40}$/;

export type Identification =
  | { readonly ok: true; readonly caller: ApiKey }
  | { readonly ok: false; readonly problem: Problem };

/** Whose key this is; `challenge` is the WWW-Authenticate of a 401 (RFC 9110 §11.6.1). */
export async function identify(key: string | null, findKey: FindKey, challenge: string): Promise<Identification> {
  const refuse = (code: 'missing_key' | 'invalid_key' | 'revoked_key', detail: string): Identification => ({
    ok: false,
    problem: problem(code, detail, { headers: { 'WWW-Authenticate': challenge } }),
  });
  if (key === null) return refuse('missing_key', 'Send your key as "Authorization: Bearer wk_live_…".');
  const caller = keyShape.test(key) ? await findKey(key) : null;
  if (caller === null) return refuse('invalid_key', 'There is no such key: check that it was copied whole.');
  if (caller.revokedAt !== null) return refuse('revoked_key', 'This key was revoked: use another one.');
  return { ok: true, caller };
}

/** Lets only requests with a valid key through; `callerOf` tells whose. */
export function authenticate(findKey: FindKey): RequestHandler {
  return async (req, res, next) => {
    const identified = await identify(bearer(req.headers.authorization), findKey, 'Bearer realm="waybill"');
    if (!identified.ok) return sendProblem(req, res, identified.problem);
    res.locals.caller = identified.caller;
    next();
  };
}

/** The key behind this request; only after `authenticate`. */
export function callerOf(res: Response): ApiKey {
  return res.locals.caller;
}

export function requireScope(scope: Scope): RequestHandler {
  return (_req, res, next) => {
    const refused = lacks(callerOf(res), scope);
    if (refused) return sendProblem(_req, res, refused);
    next();
  };
}

/** `admin` holds every scope, but like every key it sees its own account's messages only. */
export function lacks(caller: ApiKey, scope: Scope): Problem | null {
  if (caller.scopes.has(scope) || caller.scopes.has('admin')) return null;
  const held = [...caller.scopes].join(', ') || 'none';
  return problem('insufficient_scope', `This needs a key with the scope ${scope}; this one has ${held}.`);
}

function bearer(header: string | undefined): string | null {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;
}
