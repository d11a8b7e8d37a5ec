/** The SMSC's requests: each is answered as `decideRequest` says, messages and receipts once their handler has settled. */
import type { Counters } from './counters';
import { createDeliveries } from './deliveries';
import { encode } from './encode';
import { decideRequest } from './inbound';
import type { Outgoing } from './pdu';
import type { SafeListeners } from './session-listeners';
import type { SessionState } from './state';

export interface ResponderOptions {
  readonly listeners: SafeListeners;
  readonly counters: Counters;
  readonly send: (frame: Buffer) => void;
  /** The peer has unbound and has been answered. */
  readonly onUnbound: () => void;
  /** A message or receipt has been answered. */
  readonly onAnswered: () => void;
}

export interface Responder {
  /** Takes one framed request; a message's or receipt's handler has until `deadline`. */
  hear(frame: Buffer, state: SessionState, deadline: number): void;
  /** Answers ESME_RSYSERR for handlers whose deadline has passed. */
  expire(now: number): void;
  /** Answers nothing any more. */
  close(): void;
  /** Messages and receipts that are not answered yet. */
  readonly pending: number;
}

export function createResponder(options: ResponderOptions): Responder {
  const { listeners, counters } = options;

  const send = (response: Outgoing): void => {
    const encoded = encode(response);
    if (encoded.ok) options.send(encoded.frame);
    else listeners.failed(new Error(encoded.error.message));
  };

  const deliveries = createDeliveries({
    handler: listeners.deliver,
    onHandlerError: listeners.failed,
    answer({ command, sequenceNumber }, commandStatus) {
      send({ command: `${command}_resp`, commandStatus, sequenceNumber });
      options.onAnswered();
    },
  });

  return {
    hear(frame, state, deadline) {
      const action = decideRequest(frame, state);
      if (action.kind === 'ignore') return;
      if (action.kind === 'deliver') {
        deliveries.take(action.pdu, deadline);
        return;
      }
      send(action.response);
      if (action.kind === 'unbind') options.onUnbound();
      if (action.kind === 'undecodable') {
        counters.undecodable += 1;
        listeners.undecodable(action.error, frame);
      }
    },
    expire: deliveries.expire,
    close: deliveries.close,
    get pending() {
      return deliveries.pending;
    },
  };
}
