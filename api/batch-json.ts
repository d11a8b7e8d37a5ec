/** A batch as senders see it. */
import type { BatchRow, Rejection } from '../db/batches';
import { toPublic } from '../message/id';
import { toMoneyJson } from './message-json';
import { progressOf } from './progress';

export function toBatchJson(batch: BatchRow, now: Date) {
  const { final, ...counts } = batch.counts;
  return {
    id: toPublic('bat', batch.id),
    name: batch.name,
    total: batch.total,
    rejected_rows: batch.rejectedRows,
    counts,
    final_count: final,
    ...progressOf(batch.total, final, batch.createdAt, now),
    cost: toMoneyJson(batch.cost, batch.currency),
    created_at: batch.createdAt,
  };
}

export function toRejectionJson({ row, errors }: Rejection) {
  return { row, errors };
}
