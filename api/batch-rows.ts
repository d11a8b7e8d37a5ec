/** A batch's rows, each read and drafted on its own: what is wrong with one is said of that one. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApiKey } from '../db/api-keys';
import type { Rejection } from '../db/batches';
import { type Draft, draftMessage, type Routing } from './draft';
import type { FieldError } from './problem';
import { type Envelope, recipientSchema } from './schema/batch';
import { type Parsed, parse, toPointer } from './schema/issues';
import { type Row, rowSchema } from './schema/message';
import { fillTemplate } from './template';

export interface ReadRows {
  readonly drafts: readonly Draft[];
  readonly rejections: readonly Rejection[];
}

/** Rows between two breaths: a large batch leaves the process free for others every few milliseconds. */
const rowsATurn = 250;
const mostErrorsARow = 20;

/** Which field of the envelope holds the rows. */
export function rowsPointer(envelope: Envelope): '/messages' | '/recipients' {
  return 'messages' in envelope ? '/messages' : '/recipients';
}

export async function readRows(
  envelope: Envelope,
  batchId: string,
  caller: ApiKey,
  routing: Routing,
): Promise<ReadRows> {
  const { rows, read } = reading(envelope);
  // What comes by the thousand gives way to what comes alone, unless its sender says otherwise.
  const batch = { id: batchId, priority: 'bulk' as const };
  const drafts: Draft[] = [];
  const rejections: Rejection[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % rowsATurn === rowsATurn - 1) await nextTurn();
    const parsed = read(row);
    const drafting = parsed.ok ? draftMessage(parsed.value, caller, batch, routing) : parsed;
    if (drafting.ok && 'draft' in drafting) drafts.push(drafting.draft);
    else if (!drafting.ok) rejections.push({ row: index + 1, errors: drafting.errors.slice(0, mostErrorsARow) });
  }
  return { drafts, rejections };
}

type ReadRow = (row: unknown) => Parsed<Row>;

function reading(envelope: Envelope): { rows: readonly unknown[]; read: ReadRow } {
  const { defaults = {} } = envelope;
  if ('messages' in envelope)
    return { rows: envelope.messages, read: (row) => withDefaults(defaults, parse(rowSchema, row)) };
  const common = { ...defaults, ...envelope.template };
  return { rows: envelope.recipients, read: (row) => filled(common, row) };
}

type Defaults = Omit<Row, 'to'>;

function withDefaults(defaults: Defaults, parsed: Parsed<Row>): Parsed<Row> {
  return parsed.ok ? { ok: true, value: { ...defaults, ...parsed.value } } : parsed;
}

function filled(common: Defaults, row: unknown): Parsed<Row> {
  const parsed = parse(recipientSchema, row);
  if (!parsed.ok) return parsed;
  const { params = {}, ...own } = parsed.value;
  const wanted = { ...common, ...own };
  if (wanted.body === undefined) return { ok: true, value: wanted };
  const filling = fillTemplate(wanted.body, params);
  if (!filling.ok) return { ok: false, errors: filling.missing.map(missingParam) };
  return { ok: true, value: { ...wanted, body: filling.text } };
}

function missingParam(name: string): FieldError {
  return {
    pointer: toPointer(['params', name]),
    code: 'missing_param',
    detail: 'The template names this, and the recipient has no such param.',
  };
}
