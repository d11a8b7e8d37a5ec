/** The sample on its way: a batch, and a second one for those that wait until the line is quiet. To the watcher they are one. */
import { statuses } from '../message/status';
import type { ApiClient, Batch } from './api-client';
import { ruleOf } from './number-rules';
import type { Standing } from './progress';
import { type SampleMessage, splitForQuiet } from './sample';
import { grouped } from './typography';

export interface Mailing {
  /** Messages of the first batch. */
  readonly stored: number;
  /** The batches sent so far. */
  readonly batchIds: readonly string[];
  /** How all of the sample stands; sends what was waiting once the line is quiet. */
  read(): Promise<Standing>;
}

type Api = Pick<ApiClient, 'sendBatch' | 'batch'>;

/** Sends the first batch. */
export async function startMailing(
  api: Api,
  name: string,
  sample: readonly SampleMessage[],
  note: (text: string) => void,
): Promise<Mailing> {
  const [whenQuiet, atOnce] = splitForQuiet(sample);
  const unanswered = atOnce.filter(({ to }) => ruleOf(to)?.code === '11').length;
  const first = await api.sendBatch(name, atOnce);
  const batchIds = [first.id];
  return {
    stored: first.total,
    batchIds,
    async read() {
      const batches = await Promise.all(batchIds.map((id) => api.batch(id)));
      const [before] = batches;
      if (batchIds.length === 1 && before !== undefined && isQuiet(before, unanswered)) {
        const more = await api.sendBatch(`${name}, on a quiet line`, whenQuiet);
        batchIds.push(more.id);
        batches.push(more);
        note(`POST /v1/batches: ${grouped(more.total)} more; the carrier drops its link when it gets them`);
      }
      return together(batches, sample.length);
    },
  };
}

/** Nothing is in line, and nothing waits for an answer but those that never get one. */
function isQuiet({ counts }: Batch, unanswered: number): boolean {
  return counts.queued === 0 && counts.sent <= unanswered;
}

function together(batches: readonly Batch[], total: number): Standing {
  const sum = (pick: (batch: Batch) => number) => batches.reduce((all, batch) => all + pick(batch), 0);
  const counts = Object.fromEntries(statuses.map((status) => [status, sum((batch) => batch.counts[status])]));
  return { total, counts: counts as Standing['counts'], final_count: sum((batch) => batch.final_count) };
}
