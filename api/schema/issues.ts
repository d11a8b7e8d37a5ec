/** zod's issues as the errors of a problem: a JSON pointer (RFC 6901), a stable code and a sentence for each. */
import type { z } from 'zod';
import type { FieldError } from '../problem';

/** The most errors that one answer, or one row of a batch, lists. */
export const mostErrors = 100;

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): Parsed<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    errors: parsed.error.issues.flatMap((issue) => toFieldErrors(issue, input)).slice(0, mostErrors),
  };
}

/** A JSON pointer; long keys are cut, since only a sender's slip has them. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The same errors for something that lies deeper: `at` is where. */
export function below(at: string, errors: readonly FieldError[]): FieldError[] {
  return errors.map((error) => ({ ...error, pointer: at + error.pointer }));
}

type Issue = z.core.$ZodIssue;

function toFieldErrors(issue: Issue, input: unknown): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: toPointer([...issue.path, key]),
      code: 'unknown_field',
      detail: 'There is no such field; check its spelling.',
    }));
  }
  if (valueAt(input, issue.path) === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    return [{ pointer: toPointer(issue.path), code: 'required', detail: 'This field is required.' }];
  }
  return [{ pointer: toPointer(issue.path), ...meaning(issue) }];
}

/** What an issue means, in our words: zod's may quote values. */
function meaning(issue: Issue): { code: string; detail: string } {
  switch (issue.code) {
    case 'custom':
      return { code: String(issue.params?.code ?? 'invalid_value'), detail: issue.message };
    case 'invalid_type':
      return { code: 'invalid_type', detail: `This must be ${typeNames[issue.expected] ?? issue.expected}.` };
    case 'invalid_union':
      return { code: 'invalid_type', detail: issue.message };
    case 'invalid_value':
      return { code: 'invalid_value', detail: `This must be one of ${issue.values.join(', ')}.` };
    case 'too_big':
      return tooBig(issue.origin, issue.maximum);
    case 'too_small':
      return tooSmall(issue.origin, issue.minimum);
    default:
      return { code: 'invalid_value', detail: issue.message };
  }
}

function tooBig(origin: string, maximum: number | bigint): { code: string; detail: string } {
  if (origin === 'string') return { code: 'too_long', detail: `This may have at most ${maximum} characters.` };
  if (origin === 'array') return { code: 'too_many', detail: `This may have at most ${maximum} entries.` };
  return { code: 'too_large', detail: `This may be at most ${maximum}.` };
}

function tooSmall(origin: string, minimum: number | bigint): { code: string; detail: string } {
  if (origin === 'string') return { code: 'too_short', detail: `This must have at least ${minimum} character(s).` };
  if (origin === 'array') return { code: 'too_few', detail: `This must have at least ${minimum} entry.` };
  return { code: 'too_small', detail: `This must be at least ${minimum}.` };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'an array',
};

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
