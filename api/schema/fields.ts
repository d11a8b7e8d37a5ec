/** The fields of a message as senders write them, each with its own rule; what is read is ready to be stored. */
import { z } from 'zod';
import { priorities } from '../../carrier/route';
import { parseRecipient } from '../../message/address';
import { parseDuration } from '../../message/duration';
import { parseSender } from '../../message/sender';
import { maxParts } from '../../message/text';

const longestBody = 20_000;
const longestMetadata = 2048;
const longestValidity = 7 * 86_400;
const earliest = 60_000;
const latest = 366 * 86_400_000;

type Context = z.core.$RefinementCtx;

function refuse(context: Context, code: string, detail: string): typeof z.NEVER {
  context.addIssue({ code: 'custom', message: detail, params: { code } });
  return z.NEVER;
}

/** Text that UTF-8 can hold: JSON can write half of a surrogate pair, the database can't. */
export function text(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .superRefine((value, context) => {
      if (/\p{Cs}/u.test(value)) refuse(context, 'malformed_text', 'This holds half of a surrogate pair.');
    });
}

export const recipient = z
  .string()
  .transform((value, context) => {
    const parsed = parseRecipient(value);
    return parsed.ok ? parsed : refuse(context, 'invalid_number', parsed.detail);
  })
  .meta({ description: 'The recipient, E.164 with +.', example: '+61412345678' });

export const sender = z
  .string()
  .transform((value, context) => {
    const parsed = parseSender(value);
    return parsed.ok ? value : refuse(context, 'invalid_sender', parsed.detail);
  })
  .meta({ description: 'What the recipient sees as coming from: letters or a number.', example: 'ACME' });

const metadata = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  const size = sizeOf(value);
  if (size === null) refuse(context, 'too_deep', 'This is nested too deep.');
  else if (size > longestMetadata)
    refuse(context, 'too_long', `As JSON this may take at most ${longestMetadata} bytes.`);
});

/** Bytes as JSON; null when it is nested deeper than the stack. */
function sizeOf(value: object): number | null {
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    return null;
  }
}

const rfc3339 = z.iso.datetime({ offset: true });

const sendAt = z
  .string()
  .transform((value, context) => {
    if (!rfc3339.safeParse(value).success) {
      return refuse(context, 'invalid_time', 'This must be a time as in RFC 3339, such as 2027-01-31T09:30:00Z.');
    }
    const time = new Date(value);
    const ahead = time.getTime() - Date.now();
    if (ahead < -earliest)
      return refuse(context, 'in_the_past', 'This time has passed; leave send_at out to send now.');
    if (ahead > latest) return refuse(context, 'too_far_ahead', 'This may be at most a year ahead.');
    return time;
  })
  .meta({ format: 'date-time', description: 'When to send; up to a year ahead.' });

const validity = z
  .union([z.number(), z.string()], { error: 'This must be whole seconds, or a duration such as "24h".' })
  .transform((value, context) => {
    const seconds = typeof value === 'number' ? value : secondsOf(value);
    if (seconds !== null && Number.isInteger(seconds) && seconds >= 1 && seconds <= longestValidity) return seconds;
    return refuse(
      context,
      'invalid_duration',
      'This must be whole seconds, or a duration such as "24h"; from 1s to 7d.',
    );
  })
  .meta({ description: 'How long the message is worth delivering: seconds, or a duration such as 24h; at most 7d.' });

function secondsOf(value: string): number | null {
  const parsed = parseDuration(value);
  return parsed.ok ? parsed.ms / 1000 : null;
}

const notYet = z
  .unknown()
  .superRefine((value, context) => {
    if (value === undefined) return;
    refuse(context, 'not_supported', 'Webhooks are not supported yet: leave this out, and ask GET /v1/messages/{id}.');
  })
  .optional()
  .meta({ description: 'Not supported yet.' });

/** What a message may say besides its recipient. All optional here: a batch's defaults may say it instead. */
export const contentFields = {
  from: sender.optional(),
  body: z.string().min(1).max(longestBody).optional(),
  client_ref: text(128).optional(),
  metadata: metadata.optional(),
  tags: z.array(text(64)).max(20).optional(),
  priority: z.enum(priorities).optional().meta({
    description: 'Urgent overtakes normal, which overtakes bulk. Where nothing is said: normal, and bulk in a batch.',
  }),
  encoding: z.enum(['auto', 'gsm7', 'ucs2']).optional(),
  smart_encoding: z.boolean().optional(),
  max_segments: z.int().min(1).max(maxParts).optional(),
  send_at: sendAt.optional(),
  validity: validity.optional(),
  request_read: z.boolean().optional(),
  webhook_url: notYet,
};
