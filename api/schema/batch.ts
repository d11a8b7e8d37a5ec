/** The body of POST /v1/batches: its envelope at once, its rows one by one, so that a bad row is only a bad row. */
import { z } from 'zod';
import { contentFields, recipient, text } from './fields';

export const mostRows = 10_000;

const rows = z.array(z.unknown()).min(1).max(mostRows);
const defaults = z.strictObject(contentFields).optional().meta({ description: 'Fields for every message that does not say otherwise.' });
const name = text(128).optional().meta({ description: 'What you call this batch.' });

/** `{name, defaults, messages}`: a message each. */
export const messagesEnvelope = z.strictObject({ name, defaults, messages: rows });

const template = z
  .preprocess((value) => (typeof value === 'string' ? { body: value } : value), z.strictObject(contentFields))
  .meta({ description: 'The body with {{params}}, or an object with it and other fields of a message.' });

/** `{name, template, recipients}`: one text, with each recipient's own words in it. */
export const templateEnvelope = z.strictObject({ name, defaults, template, recipients: rows });

/** A row of `recipients`. */
export const recipientSchema = z.strictObject({
  to: recipient,
  params: z.record(z.string(), z.union([z.string(), z.number()], { error: 'This must be a string or a number.' })).optional(),
  client_ref: contentFields.client_ref,
  metadata: contentFields.metadata,
});

export type RecipientRow = z.output<typeof recipientSchema>;

/** Which of the two forms a body has, by its keys. */
export function envelopeFor(body: unknown): typeof messagesEnvelope | typeof templateEnvelope {
  const isTemplate =
    typeof body === 'object' && body !== null && !('messages' in body) && ('template' in body || 'recipients' in body);
  return isTemplate ? templateEnvelope : messagesEnvelope;
}
