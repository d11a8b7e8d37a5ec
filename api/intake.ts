/** Where drafts become messages: committed, and their jobs on the way. What this resolves to is in the database. */
import type { Pool } from 'mysql2/promise';
import type { BatchCounter } from '../db/batch-counts';
import type { BatchRow, NewBatch, Rejection } from '../db/batches';
import { GroupCommit } from '../db/group-commit';
import { firstStatus, type Handover, handOver, type IntakeOptions, type NewMessage } from '../db/intake';
import { sum } from '../message/money';
import { type Status, statuses } from '../message/status';
import type { Draft } from './draft';
import type { JobFeed } from './job-feed';

export interface BatchDraft {
  readonly id: string;
  readonly accountId: number;
  readonly name: string | null;
  readonly rejections: readonly Rejection[];
  readonly drafts: readonly Draft[];
}

/** `overloaded`: too much waits already, and nothing was stored. */
export type Intaken<Value> = { readonly kind: 'stored'; readonly value: Value } | { readonly kind: 'overloaded' };

export interface Intake {
  /** Stores a message together with all that arrive at the same time. Throws what the database throws. */
  message(draft: Draft): Promise<Intaken<NewMessage>>;
  /** Stores a batch, all of it or nothing. */
  batch(batch: BatchDraft): Promise<Intaken<BatchRow>>;
}

/** Messages that share a commit, and how many may wait for one. */
const mostACommit = 500;
const mostWaiting = 20_000;
/** Batches are stored one after the other, so that single messages always find a connection and a free moment. */
const mostBatchesWaiting = 20;

export function createIntake(pool: Pool, feed: JobFeed, options: IntakeOptions): Intake {
  const store = async (handover: Handover): Promise<readonly NewMessage[]> => {
    const { messages, parcels } = await handOver(pool, handover, options);
    feed.push(parcels);
    return messages;
  };

  const storeGroup = (drafts: Draft[]) => store({ messages: stamp(drafts, new Date()), batches: [] });

  const storeBatch = async (group: BatchDraft[]): Promise<BatchRow[]> => {
    const stored: BatchRow[] = [];
    for (const batch of group) stored.push(await storeOne(batch));
    return stored;
  };

  const storeOne = async (batch: BatchDraft): Promise<BatchRow> => {
    const { id, accountId, name, rejections } = batch;
    const now = new Date();
    const messages = stamp(batch.drafts, now);
    const { price, currency } = sum(messages);
    const row = {
      id,
      accountId,
      name,
      rejections,
      total: messages.length,
      cost: price ?? '0',
      currency,
      createdAt: now,
    };
    return toBatchRow(row, await store({ messages, batches: [row] }));
  };

  const messages = new GroupCommit(storeGroup, mostACommit);
  const batches = new GroupCommit(storeBatch, 1);
  return {
    async message(draft) {
      if (messages.backlog >= mostWaiting) return { kind: 'overloaded' };
      return { kind: 'stored', value: await messages.add(draft) };
    },
    async batch(batch) {
      if (batches.backlog >= mostBatchesWaiting) return { kind: 'overloaded' };
      return { kind: 'stored', value: await batches.add(batch) };
    },
  };
}

/** All of a commit share its time, and so those that go out at once share a parcel. */
function stamp(drafts: readonly Draft[], now: Date): NewMessage[] {
  // Assigned, not spread: a copy of so many fields is slow to make, and then slow to read from.
  return drafts.map((draft) =>
    Object.assign(draft, { queuedAt: now, startsAt: draft.sendAt && draft.sendAt > now ? draft.sendAt : now }),
  );
}

/** A batch that was stored this moment. */
function toBatchRow(batch: NewBatch, messages: readonly NewMessage[]): BatchRow {
  const counts: Record<BatchCounter, number> = {
    ...(Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>),
    final: 0,
  };
  for (const message of messages) {
    counts[firstStatus(message)] += 1;
    if (message.failure) counts.final += 1;
  }
  return { ...batch, rejectedRows: batch.rejections.length, counts };
}
