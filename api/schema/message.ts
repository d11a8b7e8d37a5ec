import { z } from 'zod';
import { contentFields, recipient } from './fields';

/** A row of a batch; what it leaves out, the batch's defaults say. */
export const rowSchema = z.strictObject({ to: recipient, ...contentFields });

/** The body of POST /v1/messages. */
export const messageSchema = rowSchema.required({ from: true, body: true });

export type Row = z.output<typeof rowSchema>;
export type MessageFields = z.output<typeof messageSchema>;
