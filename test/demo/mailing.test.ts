import type { Batch } from '../../demo/api-client';
import { startMailing } from '../../demo/mailing';
import { type SampleMessage, sampleBatch, splitForQuiet } from '../../demo/sample';
import { type Status, statuses } from '../../message/status';

const none = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
const sample = sampleBatch(1_000, 'K7QX');
const [whenQuiet, atOnce] = splitForQuiet(sample);

/** An API whose batches stand as `standing` says; it keeps what it is sent. */
function recordingApi(standing: Partial<Record<Status, number>>) {
  const sent: (readonly SampleMessage[])[] = [];
  const toBatch = (id: string, total: number, counts: Partial<Record<Status, number>>): Batch => {
    const all = { ...none, ...counts };
    return { id, total, counts: all, final_count: total - all.queued - all.sent - all.accepted };
  };
  return {
    sent,
    sendBatch: async (_name: string, messages: readonly SampleMessage[]) =>
      toBatch(`bat_${sent.push(messages)}`, messages.length, { queued: messages.length }),
    batch: async (id: string) =>
      id === 'bat_1' ? toBatch(id, atOnce.length, standing) : toBatch(id, whenQuiet.length, { accepted: 2 }),
  };
}

async function mail(standing: Partial<Record<Status, number>>) {
  const api = recordingApi(standing);
  const mailing = await startMailing(api, 'demo', sample, () => {});
  return { api, mailing };
}

it.each([
  ['messages are in line', { queued: 1, accepted: 997 }],
  ['answers are outstanding', { sent: 50, accepted: 948 }],
])('holds back the messages that drop the link while %s', async (_when, standing) => {
  const { api, mailing } = await mail(standing);
  expect(await mailing.read()).toMatchObject({ total: 1_000, final_count: 0, counts: standing });
  expect(api.sent).toEqual([atOnce]);
});

it('sends them once when only the unanswered are left, and counts both batches as one', async () => {
  const { api, mailing } = await mail({ sent: 4, delivered: 994 });
  await mailing.read();
  expect(await mailing.read()).toEqual({
    total: 1_000,
    counts: { ...none, sent: 4, accepted: 2, delivered: 994 },
    final_count: 994,
  });
  expect(api.sent).toEqual([atOnce, whenQuiet]);
  expect(mailing.batchIds).toEqual(['bat_1', 'bat_2']);
});
