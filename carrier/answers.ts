import { z } from 'zod';
import { type ErrorCode, isErrorCode } from '../message/error';
import type { RefusalKind } from '../message/outcome';
import { fields, oneOf } from './field';

/** What a carrier means by a `command_status`, where it differs from the usual. */

const kinds = [
  'rejected',
  'failed',
  'temporary',
  'throttled',
  'ambiguous',
  'session',
  'undelivered',
] as const satisfies readonly RefusalKind[];

const status = z
  .string()
  .refine((text) => /^(0x[0-9a-f]{1,8}|[0-9]{1,10})$/i.test(text) && Number(text) >= 1 && Number(text) <= 0xffffffff, {
    error: 'a command_status from 0x1 to 0xffffffff, such as 0x451 or 1105',
  });

const row = fields({
  kind: oneOf(kinds),
  code: z.custom<ErrorCode>(isErrorCode, { error: 'one of the error codes, such as content_blocked' }).optional(),
});

/** A status in decimal or hex → `rejected`, or `{ kind: rejected, code: content_blocked }`. Read, its keys are decimal. */
export const errorsSchema = z
  .record(
    status,
    z.preprocess((value) => (typeof value === 'string' ? { kind: value } : value), row),
    { error: 'statuses and what they mean, such as { 0x451: rejected }' },
  )
  .refine((rows) => new Set(Object.keys(rows).map(Number)).size === Object.keys(rows).length, {
    error: 'each command_status once, whether in hex or decimal',
  })
  .transform((rows) => Object.fromEntries(Object.entries(rows).map(([key, held]) => [String(Number(key)), held])));

export const errorsExpected = `command_status → ${kinds.join(', ')}, or { kind, code }`;
