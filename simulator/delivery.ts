/** Something on its way to an ESME as a `deliver_sm`: a receipt, or an inbound message. It is tried until acknowledged. */
export interface Delivery {
  readonly kind: 'receipt' | 'inbound';
  /** The `deliver_sm`, with this sequence number. */
  encode(sequence: number): Buffer;
  /** Called once: when it was acknowledged, or given up after too many tries. */
  done(end: 'acknowledged' | 'abandoned'): void;
  tries: number;
  /** When it was last sent, on the schedule's clock. */
  sentAt: number;
}
