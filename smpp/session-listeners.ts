/** Who is told what happens on a session. What a listener throws is told to `onListenerError`, and stops nothing. */
import type { Counters } from './counters';
import type { UndecodablePdu } from './decode';
import type { DeliverHandler } from './deliveries';
import type { LinkError } from './link-error';
import type { Answered } from './submit';

/** The answer of a submit that had been settled as timed out, with the context it was submitted with. */
export interface LateAnswer<C> {
  readonly context: C;
  readonly answer: Answered;
}

export interface SessionListeners<C> {
  /** Messages and receipts. Without it they are answered ESME_RSYSERR. */
  readonly onDeliver?: DeliverHandler;
  readonly onLateAnswer?: (late: LateAnswer<C>) => void;
  /** The link is gone, for this reason. Called exactly once, when the socket is closed and every request settled. */
  readonly onClosed?: (reason: LinkError) => void;
  /** A request that couldn't be decoded, as it came; it was answered with an error. */
  readonly onUndecodable?: (error: UndecodablePdu, frame: Buffer) => void;
  /** What a listener threw, or `onDeliver` rejected with. */
  readonly onListenerError?: (error: unknown) => void;
}

/** The listeners behind a guard: none of these throws, but for `deliver`, whose caller answers for it. */
export interface SafeListeners<C = never> {
  readonly deliver: DeliverHandler;
  lateAnswer(late: LateAnswer<C>): void;
  closed(reason: LinkError): void;
  undecodable(error: UndecodablePdu, frame: Buffer): void;
  failed(error: unknown): void;
}

const REFUSE: DeliverHandler = () => Promise.reject(new Error('no onDeliver: messages and receipts are refused'));

export function guardListeners<C>(listeners: SessionListeners<C>, counters: Counters): SafeListeners<C> {
  const failed = (error: unknown): void => {
    counters.listenerErrors += 1;
    try {
      listeners.onListenerError?.(error);
    } catch {
      // Even the listener for errors of listeners must not stop the session.
    }
  };
  const tell = (call: () => void): void => {
    try {
      call();
    } catch (error) {
      failed(error);
    }
  };
  return {
    deliver: listeners.onDeliver ?? REFUSE,
    lateAnswer: (late) => tell(() => listeners.onLateAnswer?.(late)),
    closed: (reason) => tell(() => listeners.onClosed?.(reason)),
    undecodable: (error, frame) => tell(() => listeners.onUndecodable?.(error, frame)),
    failed,
  };
}
