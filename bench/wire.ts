/** A single message on an idle system: from the HTTP request to its submit_sm at the carrier. */
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './distribution';
import { expectStatus } from './http-sender';
import { untilAllFinal } from './singles';
import type { Stack } from './stack';

export interface WireFigures {
  readonly messages: number;
  /** From the request to submit_sm at the simulator, in ms. */
  readonly wire: Spread;
  /** From the request to its 202, in ms. */
  readonly answer: Spread;
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

/** Between two messages, so that each finds the system idle; jittered, so that no period of ours hides one of theirs. */
const GAP_MS = 20;
const WARM_UP = 50;

export async function measureWire(stack: Stack, messages: number): Promise<WireFigures> {
  await sendSpaced(stack, WARM_UP);
  const sent = await sendSpaced(stack, messages);
  await untilAllFinal(stack);
  const arrivals = arrivalsByNumber(stack);
  const wires = sent.map(({ to, at }) => {
    const [arrived, again] = arrivals.get(to.slice(1)) ?? [];
    if (arrived === undefined) throw new Error('a message is final, and was never submitted');
    if (again !== undefined) throw new Error('a message was submitted twice');
    return arrived - at;
  });
  return { messages, wire: spread(wires), answer: spread(sent.map(({ answered }) => answered)) };
}

async function sendSpaced({ sender, traffic }: Stack, messages: number) {
  const sent: { to: string; at: number; answered: number }[] = [];
  for (const message of traffic.take(messages, 'PROBE')) {
    const body = JSON.stringify(message);
    // The simulator's clock shows whole milliseconds: so does ours, and the error has no direction.
    const at = Date.now();
    const begun = performance.now();
    expectStatus(202, await sender.post('/v1/messages', body));
    sent.push({ to: message.to, at, answered: performance.now() - begun });
    await sleep(GAP_MS * (0.5 + Math.random()));
  }
  return sent;
}

function arrivalsByNumber({ probe }: Stack): Map<string, number[]> {
  const arrivals = new Map<string, number[]>();
  for (const { destination, at } of probe.submissions()) {
    const number = destination.addr.replace(/^\+/, '');
    arrivals.set(number, [...(arrivals.get(number) ?? []), at.getTime()]);
  }
  return arrivals;
}

function spread(values: readonly number[]): Spread {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99) };
}
