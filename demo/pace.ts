import type { Message } from './api-client';

/** How fast the messages went to the carrier. */
export interface Handover {
  /** Milliseconds from the first message stored until the carrier had taken nine tenths of all that it took. */
  readonly ms: number;
  /** Messages a second until then. */
  readonly rate: number;
}

const MOST = 0.9;

/** @returns null where the carrier took nothing */
export function handoverOf(messages: readonly Message[]): Handover | null {
  const times = (pick: (message: Message) => Date | null) =>
    messages
      .map(pick)
      .filter((time) => time !== null)
      .map((time) => time.getTime())
      .sort((a, b) => a - b);
  const accepted = times(({ accepted_at }) => accepted_at);
  const [began] = times(({ queued_at }) => queued_at);
  const count = Math.ceil(accepted.length * MOST);
  const then = accepted[count - 1];
  if (began === undefined || then === undefined) return null;
  const ms = Math.max(then - began, 1);
  return { ms, rate: (count * 1000) / ms };
}
