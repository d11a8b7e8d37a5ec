/** What went wrong, as RFC 9457 `application/problem+json`. Codes are stable: a client may branch on them. */

/** One thing that is wrong with what was sent. */
export interface FieldError {
  /** RFC 6901: where in the body; for a query, `/` and the parameter's name. `` is the whole. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

const kinds = {
  malformed_json: [400, 'The body is not JSON'],
  empty_body: [400, 'The body is empty'],
  unreadable_body: [400, 'The body could not be read'],
  invalid_query: [400, 'The query is not valid'],
  missing_key: [401, 'An API key is needed'],
  invalid_key: [401, 'The API key is not valid'],
  revoked_key: [401, 'The API key is revoked'],
  insufficient_scope: [403, 'The API key may not do this'],
  test_key_recipient: [403, 'A test key reaches test numbers only'],
  cross_site: [403, 'The request came from another site'],
  read_only: [403, 'Bull Board is read-only'],
  not_found: [404, 'Not found'],
  method_not_allowed: [405, 'The method is not allowed here'],
  not_cancelable: [409, 'The message is no longer waiting'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The content type is not supported'],
  validation_failed: [422, 'The request is not valid'],
  no_valid_rows: [422, 'No row of the batch is valid'],
  invalid_rows: [422, 'Rows of the batch are not valid'],
  internal_error: [500, 'Something went wrong here'],
  overloaded: [503, 'Too much is waiting to be stored'],
  storage_unavailable: [503, 'The database is not available'],
  queue_unavailable: [503, 'The queues are not available'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof kinds;

export interface Problem {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  /** What happened and what to do, for a person. */
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
}

interface Extras {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

export function problem(code: ProblemCode, detail: string, { errors = [], headers = {} }: Extras = {}): Problem {
  return { kind: 'problem', code, detail, errors, headers };
}

export function invalid(errors: readonly FieldError[]): Problem {
  return problem('validation_failed', `${amount(errors.length)} wrong; nothing was stored. See errors.`, { errors });
}

export function invalidQuery(errors: readonly FieldError[]): Problem {
  return problem('invalid_query', `${amount(errors.length)} wrong with the query. See errors.`, { errors });
}

/** The same for what never was and for what is another account's. */
export function notFound(what: string): Problem {
  return problem('not_found', `There is no such ${what}.`);
}

export function overloaded(): Problem {
  return problem('overloaded', 'Nothing was stored. Send it again after the seconds in Retry-After.', {
    headers: { 'Retry-After': '2' },
  });
}

function amount(errors: number): string {
  return errors === 1 ? 'One thing is' : `${errors} things are`;
}

export function statusOf(code: ProblemCode): number {
  return kinds[code][0];
}

/** Where it happened: the path (never the query, which may name a number) and the request's id. */
export interface Occurrence {
  readonly instance: string;
  readonly requestId: string;
}

export function toProblemJson({ code, detail, errors }: Problem, { instance, requestId }: Occurrence) {
  const [status, title] = kinds[code];
  const type = `urn:waybill:problem:${code}`;
  return { type, title, status, detail, instance, code, request_id: requestId, errors };
}
