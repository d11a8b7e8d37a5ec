/** Our requests in flight: each gets a sequence number, and settles exactly once: answered, timed out, or closed. */
import { encodeCommand, type Fields, type InvalidField } from './encode';
import type { TypedCommand } from './layout';
import type { Departure } from './outbox';
import type { Pdu } from './pdu';

export type Settlement =
  | { readonly kind: 'answered'; readonly pdu: Pdu }
  | { readonly kind: 'timeout'; readonly onTheWire: boolean }
  | { readonly kind: 'closed'; readonly onTheWire: boolean };

/** Called once, with the sequence number that the request had. */
export type Settle = (settlement: Settlement, sequence: number) => void;

/** The commands that we ask with. */
export type RequestCommand = Exclude<TypedCommand, 'generic_nack' | `${string}_resp`>;

export interface Requests {
  /**
   * Sends a request that must be answered by `deadline`, or gives the field that can't be sent: then nothing has happened
   * and `settle` is never called.
   */
  ask(command: RequestCommand, fields: Fields, deadline: number, settle: Settle): InvalidField | undefined;
  /** Settles the request that this PDU answers: its response, or a generic_nack (SMPP 3.4 §4.3.1). False when there is none. */
  answer(pdu: Pdu): boolean;
  /** Settles every request whose deadline has passed. */
  expire(now: number): void;
  /** Moves all deadlines, after a time in which we ourselves weren't listening. */
  postpone(milliseconds: number): void;
  /** Settles all that is left as closed. */
  close(): void;
}

export interface RequestsOptions {
  readonly send: (frame: Buffer, departure: Departure) => void;
  /** The first sequence number, 1..0x7FFFFFFF (SMPP 3.4 §3.2). */
  readonly first: number;
  /** Sequence numbers that mustn't be used again yet, though nothing is in flight under them. */
  readonly reserved: (sequence: number) => boolean;
}

interface InFlight extends Departure {
  readonly expects: Pdu['command'];
  deadline: number;
  readonly settle: Settle;
}

const MAX_SEQUENCE = 0x7fffffff;

export function createRequests({ send, first, reserved }: RequestsOptions): Requests {
  const inFlight = new Map<number, InFlight>();
  let next = first;

  const nextSequence = (): number => {
    for (;;) {
      const sequence = next;
      next = next >= MAX_SEQUENCE ? 1 : next + 1;
      if (!inFlight.has(sequence) && !reserved(sequence)) return sequence;
    }
  };

  return {
    ask(command, fields, deadline, settle) {
      const sequence = nextSequence();
      const encoded = encodeCommand(command, fields, 0, sequence);
      if (!encoded.ok) return encoded.error;
      const request: InFlight = { expects: `${command}_resp`, deadline, onTheWire: false, settle };
      inFlight.set(sequence, request);
      send(encoded.frame, request);
      return undefined;
    },
    answer(pdu) {
      const { sequenceNumber } = pdu;
      const request = inFlight.get(sequenceNumber);
      if (!request || (pdu.command !== request.expects && pdu.command !== 'generic_nack')) return false;
      inFlight.delete(sequenceNumber);
      request.settle({ kind: 'answered', pdu }, sequenceNumber);
      return true;
    },
    expire(now) {
      for (const [sequence, { deadline, onTheWire, settle }] of inFlight) {
        if (deadline > now) continue;
        inFlight.delete(sequence);
        settle({ kind: 'timeout', onTheWire }, sequence);
      }
    },
    postpone(milliseconds) {
      for (const request of inFlight.values()) request.deadline += milliseconds;
    },
    close() {
      const left = [...inFlight];
      inFlight.clear();
      for (const [sequence, { onTheWire, settle }] of left) settle({ kind: 'closed', onTheWire }, sequence);
    },
  };
}
