/** The demo as a sender: it speaks to Waybill over HTTP only. */
import { z } from 'zod';
import { statuses } from '../message/status';
import type { SampleMessage } from './sample';

const status = z.enum(statuses);
const time = z.coerce.date().nullable();

const batchSchema = z.object({
  id: z.string(),
  total: z.int(),
  counts: z.record(status, z.int()),
  final_count: z.int(),
});

const messageSchema = z.object({
  id: z.string(),
  client_ref: z.string().nullable(),
  to: z.string(),
  status,
  error: z.object({ message: z.string(), carrier_code: z.string().nullable() }).nullable(),
  queued_at: time,
  sent_at: time,
  accepted_at: time,
  final_at: time,
  read_at: time,
});

const pageSchema = z.object({ data: z.array(messageSchema), has_more: z.boolean() });

const receiptSchema = z.object({
  stat: z.string().nullish(),
  state: z.string().nullish(),
  err: z.string().nullish(),
});

const timelineSchema = z.object({
  timeline: z.array(z.object({ type: z.string(), detail: receiptSchema })),
});

export type Batch = z.infer<typeof batchSchema>;
export type Message = z.infer<typeof messageSchema>;
type Timeline = z.infer<typeof timelineSchema>['timeline'];

/** The API answered, and not with what was asked for. */
export class ApiRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface ApiClient {
  /** Whether this API knows our key: another Waybill may have taken the port. */
  knowsUs(): Promise<boolean>;
  sendBatch(name: string, messages: readonly SampleMessage[]): Promise<Batch>;
  batch(id: string): Promise<Batch>;
  /** All messages of a batch, page by page, in the order they were sent. */
  messagesOf(batchId: string): Promise<Message[]>;
  /** What the last receipt says of a message, as `UNDELIV 001`; null where there was none. */
  receiptWords(messageId: string): Promise<string | null>;
}

const PAGE = 100;
const PATIENCE_MS = 15_000;

/** @param url of the API, without a path */
export function apiClient(url: string, key: string, stop: AbortSignal): ApiClient {
  async function ask<T>(schema: z.ZodType<T>, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]),
    }).catch((error: Error) => {
      throw new Error(`no answer from ${url}: ${error.cause instanceof Error ? error.cause.message : error.message}`);
    });
    const text = await response.text();
    if (!response.ok) {
      throw new ApiRefused(response.status, `${response.status} to ${path}: ${text.slice(0, 500)}`);
    }
    return schema.parse(JSON.parse(text));
  }

  return {
    knowsUs: () =>
      ask(z.unknown(), '/messages?limit=1').then(
        () => true,
        (error: unknown) => {
          if (error instanceof ApiRefused && error.status === 401) return false;
          throw error;
        },
      ),
    sendBatch: (name, messages) => ask(batchSchema, '/batches?atomic=true', { name, messages }),
    batch: (id) => ask(batchSchema, `/batches/${id}`),
    async messagesOf(batchId) {
      const found: Message[] = [];
      for (let after = ''; ; ) {
        const page = await ask(pageSchema, `/messages?batch_id=${batchId}&limit=${PAGE}${after}`);
        found.push(...page.data);
        const last = page.data.at(-1);
        if (!page.has_more || last === undefined) return found.reverse();
        after = `&starting_after=${last.id}`;
      }
    },
    async receiptWords(messageId) {
      const { timeline } = await ask(timelineSchema, `/messages/${messageId}`);
      return wordsOf(timeline.filter(({ type }) => type === 'receipt').at(-1)?.detail);
    },
  };
}

/** The state's word and the error number, where it has one that says something. */
function wordsOf(receipt: Timeline[number]['detail'] | undefined): string | null {
  if (receipt === undefined) return null;
  const { stat, state, err } = receipt;
  const word = stat ?? state?.toUpperCase() ?? 'receipt';
  return err === null || err === undefined || /^0*$/.test(err) ? word : `${word} ${err}`;
}
