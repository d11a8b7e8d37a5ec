/** The body of POST /v1/batches: its envelope at once, its rows one by one, so that a bad row is only a bad row. */
import { z } from 'zod';
import { contentFields, recipient, text } from './fields';

const name = text(128).optional().meta({ description: 'What you call this batch.' });

const defaults = z
  .strictObject(contentFields)
  .optional()
  .meta({ description: 'Fields for every message that does not say otherwise.' });

const template = z
  .preprocess((value) => (typeof value === 'string' ? { body: value } : value), z.strictObject(contentFields))
  .meta({ description: 'The body with {{params}}, or an object with it and other fields of a message.' });

/** The envelopes of batches of up to so many rows. */
export function batchEnvelopes(mostRows: number) {
  const rows = z.array(z.unknown()).min(1).max(mostRows);
  return {
    /** `{name, defaults, messages}`: a message each. */
    messages: z.strictObject({ name, defaults, messages: rows }),
    /** `{name, defaults, template, recipients}`: one text, with each recipient's own words in it. */
    template: z.strictObject({ name, defaults, template, recipients: rows }),
  };
}

export type BatchEnvelopes = ReturnType<typeof batchEnvelopes>;
export type Envelope = z.output<BatchEnvelopes[keyof BatchEnvelopes]>;

/** Which of the two forms a body has, by its keys. */
export function formOf(body: unknown): keyof BatchEnvelopes {
  const has = (key: string) => typeof body === 'object' && body !== null && key in body;
  return !has('messages') && (has('template') || has('recipients')) ? 'template' : 'messages';
}

/** A row of `recipients`. */
export const recipientSchema = z.strictObject({
  to: recipient,
  params: z
    .record(z.string(), z.union([z.string(), z.number()], { error: 'This must be a string or a number.' }))
    .optional(),
  client_ref: contentFields.client_ref,
  metadata: contentFields.metadata,
});
