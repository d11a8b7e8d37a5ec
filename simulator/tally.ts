/** What the simulator counts. `submits` = `accepted` + `refused` + `throttled` + `silent` + those it has yet to decide on: none, at rest. */
export interface Tally {
  /** `submit_sm` PDUs read. */
  submits: number;
  /** Messages (parts) taken: those that have an id. */
  accepted: number;
  /** Answered with an error other than a throttle. */
  refused: number;
  /** Answered with ESME_RTHROTTLED. */
  throttled: number;
  /** Neither taken nor ever answered. */
  silent: number;
  /** `deliver_sm` PDUs with a receipt sent, every try of each. */
  receiptsSent: number;
  receiptsAcknowledged: number;
  /** Tries that the ESME answered with an error. */
  receiptsRefused: number;
  /** Given up after too many tries. */
  receiptsAbandoned: number;
  /** Due later, waiting for a receiver, or not yet acknowledged. */
  receiptsPending: number;
  bindsRefused: number;
  /** The most binds that were up at once. */
  peakBinds: number;
  /** Links closed since they sent what is not SMPP. */
  garbled: number;
}

/** All at nothing. */
export function createTally(): Tally {
  return {
    submits: 0,
    accepted: 0,
    refused: 0,
    throttled: 0,
    silent: 0,
    receiptsSent: 0,
    receiptsAcknowledged: 0,
    receiptsRefused: 0,
    receiptsAbandoned: 0,
    receiptsPending: 0,
    bindsRefused: 0,
    peakBinds: 0,
    garbled: 0,
  };
}
