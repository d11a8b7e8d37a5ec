/** What the demo shows once all is up: a batch is sent, followed and judged. */
import { randomBytes } from 'node:crypto';
import type { ApiClient, Message } from './api-client';
import type { Display } from './display';
import { endingsOf } from './endings';
import { startMailing } from './mailing';
import { handoverOf } from './pace';
import { withReceiptWords } from './receipt-words';
import { paceLines, verdictLines } from './report';
import { type SampleMessage, sampleBatch } from './sample';
import type { Screen } from './screen';
import { tableLines } from './table';
import { grouped, seconds } from './typography';
import { expectedCounts, isGood, judge } from './verdict';
import { watch } from './watch';

/** Where it is shown. */
export interface Stage {
  readonly screen: Screen;
  readonly display: Display;
  readonly say: (...lines: string[]) => void;
}

export interface Review {
  readonly batchId: string;
  /** Every message ended as its number asks, and all ten statuses were seen. */
  readonly good: boolean;
}

/** @throws where the API refuses, is gone for good, or `stop` comes first */
export async function perform(
  api: ApiClient,
  url: string,
  total: number,
  stage: Stage,
  stop: AbortSignal,
): Promise<Review> {
  const began = Date.now();
  const run = runName();
  const sample = sampleBatch(total, run);
  const mailing = await startMailing(api, `demo ${run}`, sample, stage.display.note);
  const [batchId = ''] = mailing.batchIds;
  stage.say(` POST /v1/batches: ${grouped(mailing.stored)} messages stored after ${seconds(Date.now() - began)}`, '');

  const elapsed = await watch(mailing.read, expectedCounts(sample), stage.display.show, stop);
  stage.display.close();
  const messages = (await Promise.all(mailing.batchIds.map((id) => api.messagesOf(id)))).flat();
  return { batchId, good: await review(api, url, sample, messages, elapsed, stage) };
}

async function review(
  api: ApiClient,
  url: string,
  sample: readonly SampleMessage[],
  messages: readonly Message[],
  elapsed: number,
  { screen, say }: Stage,
): Promise<boolean> {
  const verdict = judge(sample, messages);
  const endings = await withReceiptWords(endingsOf(messages), api);
  say('', ...tableLines(endings, screen.paint, screen.width), '');
  say(...paceLines(sample.length, elapsed, handoverOf(messages)));
  say(...verdictLines(verdict, url, screen.paint));
  return isGood(verdict);
}

/** Four letters and digits, none of which is taken for another. */
function runName(): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return [...randomBytes(4)].map((byte) => letters[byte % letters.length]).join('');
}
