import { z } from 'zod';
import { isTimeZone, type TimeZone } from '../message/receipt-date';
import type { ReceiptStatus } from '../message/receipt-state';
import { duration, fields, flag, oneOf, textLike, textThat } from './field';

/** How a carrier writes its receipts, and how long we wait for them. */

/** What a word in a receipt may be read as: every status but Queued and Sent, which only we can give. */
const statuses = [
  'accepted',
  'delivered',
  'undelivered',
  'failed',
  'rejected',
  'expired',
  'unknown',
  'read',
] as const satisfies readonly ReceiptStatus[];

const stateWord = textLike(/^[A-Za-z0-9_]{1,32}$/, 'a word of a receipt, such as ACCEPTD');

export const receiptsSchema = fields({
  grace: duration('0s', '30d').prefault('10m').meta({
    description:
      'How long after its validity a message may still get its receipt before the timer calls it Expired or Unknown.',
  }),
  esm_class_zero: flag().default(false).meta({
    description:
      'The carrier sends receipts with `esm_class` 0. Only then is a body that looks like a receipt taken for one.',
  }),
  states: z
    .record(stateWord, oneOf(statuses), { error: 'receipt words and their statuses, such as { ACCEPTD: delivered }' })
    .default({})
    .meta({
      expected: `words → ${statuses.join(', ')}`,
      description: 'What this carrier means by a word after `stat:`, where it differs from the usual.',
    }),
  time_zone: textThat(
    (text) => toTimeZone(text) !== null,
    'UTC, an offset such as +10:00, or a zone such as Australia/Sydney',
  )
    .transform((text): TimeZone => toTimeZone(text) ?? 0)
    .prefault('UTC')
    .meta({ description: 'The zone of the dates in receipts.' }),
  parts: oneOf(['all', 'any']).default('all').meta({
    description: '`all`: each part of a long message gets its receipt. `any`: one receipt speaks for all parts.',
  }),
  keep_unmatched: duration('1s', '30d').prefault('72h').meta({
    description: 'How long a receipt whose message is not known yet is kept and tried again.',
  }),
});

/** Minutes east of UTC for `UTC` and offsets, a zone's name as it stands, null for what is neither. */
function toTimeZone(text: string): TimeZone | null {
  if (/^(utc|z)$/i.test(text)) return 0;
  const offset = /^([+-])(\d{2}):?([0-5]\d)$/.exec(text);
  if (offset === null) return /^[A-Za-z]/.test(text) && isTimeZone(text) ? text : null;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return minutes > 14 * 60 ? null : minutes * (offset[1] === '-' ? -1 : 1);
}
