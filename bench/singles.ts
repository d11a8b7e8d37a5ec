/** Messages sent one by one: how many the API takes over many connections, and how soon it says so. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RowDataPacket } from 'mysql2/promise';
import { type CpuMicros, startCpuMeter } from './cpu';
import { percentile } from './distribution';
import { expectStatus } from './http-sender';
import { inLanes } from './lanes';
import { CONNECTIONS, type Stack } from './stack';
import type { Sender } from './traffic';

export interface SinglesRun {
  /** From the first request to the last 202. */
  readonly perSecond: number;
  readonly connections: number;
  /** From a request to its 202, in ms. */
  readonly p50: number;
  readonly p99: number;
  readonly cpu: CpuMicros;
}

const POLL_MS = 200;

/** Sends them to the carrier that takes everything, and waits until all have come to an end, so that nothing of it is left to do. */
export async function measureSingles(stack: Stack, messages: number): Promise<SinglesRun> {
  const meter = startCpuMeter(stack.pids);
  const begun = performance.now();
  const waits = await sendSingles(stack, messages, 'ACME');
  const perSecond = (messages / (performance.now() - begun)) * 1_000;
  const cpu = meter(messages);
  await untilAllFinal(stack);
  return { perSecond, connections: CONNECTIONS, p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), cpu };
}

/** Gives the time from each request to its 202, in ms. */
export async function sendSingles({ sender, traffic }: Stack, messages: number, from: Sender): Promise<number[]> {
  const waits: number[] = [];
  const bodies = traffic.take(messages, from).map((message) => JSON.stringify(message));
  await inLanes(bodies, CONNECTIONS, async (body) => {
    const begun = performance.now();
    expectStatus(202, await sender.post('/v1/messages', body));
    waits.push(performance.now() - begun);
  });
  return waits;
}

/** No message has a deadline any more. The carrier that is down must have none. */
export async function untilAllFinal({ database }: Stack): Promise<void> {
  for (;;) {
    const [rows] = await database.pool.query<RowDataPacket[]>(
      'SELECT 1 FROM messages WHERE deadline_at IS NOT NULL LIMIT 1',
    );
    if (rows.length === 0) return;
    await sleep(POLL_MS);
  }
}
