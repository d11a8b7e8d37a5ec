/** Messages and receipts that wait for their handler: each is answered exactly once, by the handler or by its deadline. */
import { COMMAND_STATUS } from './command';
import type { DataSm, DeliverSm } from './pdu';

/**
 * Takes one message or receipt, and gives the command_status to answer: 0 once it is stored for good. A rejection is
 * answered ESME_RSYSERR, which carriers retry.
 */
export type DeliverHandler = (pdu: DeliverSm | DataSm) => Promise<number>;

export interface DeliveriesOptions {
  readonly handler: DeliverHandler;
  /** Sends the response. */
  readonly answer: (pdu: DeliverSm | DataSm, commandStatus: number) => void;
  /** Hears what the handler threw or rejected with, and that it took too long. Must not throw. */
  readonly onHandlerError: (error: unknown) => void;
}

export interface Deliveries {
  /** Starts the handler; `deadline` is on the caller's clock, milliseconds. */
  take(pdu: DeliverSm | DataSm, deadline: number): void;
  /** Answers ESME_RSYSERR for handlers that take too long; what they say later is dropped. */
  expire(now: number): void;
  /** Answers nothing any more. */
  close(): void;
  /** Handlers that have not answered. */
  readonly pending: number;
}

const { ESME_RSYSERR } = COMMAND_STATUS;

export function createDeliveries({ handler, answer, onHandlerError }: DeliveriesOptions): Deliveries {
  const waiting = new Map<DeliverSm | DataSm, number>();

  const settle = (pdu: DeliverSm | DataSm, commandStatus: number): void => {
    if (waiting.delete(pdu)) answer(pdu, commandStatus);
  };
  const fail = (pdu: DeliverSm | DataSm, error: unknown): void => {
    settle(pdu, ESME_RSYSERR);
    onHandlerError(error);
  };

  return {
    take(pdu, deadline) {
      waiting.set(pdu, deadline);
      try {
        handler(pdu).then(
          (status) =>
            settle(pdu, Number.isInteger(status) && status >= 0 && status <= 0xffffffff ? status : ESME_RSYSERR),
          (error: unknown) => fail(pdu, error),
        );
      } catch (error) {
        fail(pdu, error);
      }
    },
    expire(now) {
      for (const [pdu, deadline] of waiting) {
        if (deadline <= now) fail(pdu, new Error(`${pdu.command}: the handler gave no status in time`));
      }
    },
    close: () => waiting.clear(),
    get pending() {
      return waiting.size;
    },
  };
}
