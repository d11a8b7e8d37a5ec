/** A session's settings. */
import type { SessionListeners } from './session-listeners';

/** All durations in milliseconds. Deadlines are checked by one coarse timer, so they are met within a tenth or 250 ms. */
export interface SessionSettings {
  /** Most submits in flight. */
  readonly window: number;
  /** How long a submit or a bind may stay unanswered. */
  readonly responseTimeout: number;
  /** Silence of the peer after which to send enquire_link. */
  readonly enquireLink: number;
  /** How long an enquire_link may stay unanswered before the link is given up. */
  readonly enquireLinkTimeout: number;
  /** How long `onDeliver` may take before the peer is told ESME_RSYSERR. */
  readonly deliverTimeout: number;
  /** Unanswered `onDeliver`s beyond which no more is read from the socket. */
  readonly maxPendingDelivers: number;
  /** How many timed-out submits are kept in case they are answered yet. */
  readonly lateAnswersKept: number;
  /** The first sequence number, 1..0x7FFFFFFF. */
  readonly firstSequence: number;
}

export const DEFAULT_SETTINGS: SessionSettings = {
  window: 10,
  responseTimeout: 10_000,
  enquireLink: 30_000,
  enquireLinkTimeout: 10_000,
  deliverTimeout: 60_000,
  maxPendingDelivers: 2_000,
  lateAnswersKept: 10_000,
  firstSequence: 1,
};

/** `C` is the context that a caller gives along with each submit. */
export type SessionOptions<C> = Partial<SessionSettings> & SessionListeners<C>;

const MIN_TICK = 5;
const MAX_TICK = 250;

/** How often deadlines are looked at, milliseconds: a tenth of the shortest, within reason. */
export function tickOf(settings: SessionSettings): number {
  const { responseTimeout, enquireLink, enquireLinkTimeout, deliverTimeout } = settings;
  const shortest = Math.min(responseTimeout, enquireLink, enquireLinkTimeout, deliverTimeout);
  return Math.max(MIN_TICK, Math.min(MAX_TICK, Math.floor(shortest / 10)));
}
