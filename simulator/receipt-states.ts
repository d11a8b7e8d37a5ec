/** What a sender must have asked for to get a receipt of this kind. */
export type ReceiptKind = 'intermediate' | 'success' | 'failure' | 'acknowledgement';

/** How a state looks in a receipt: in its text (SMPP 3.4 appendix B), its TLV `message_state` and its `esm_class` (§5.2.12). */
export interface ReceiptState {
  readonly kind: ReceiptKind;
  readonly messageState: number | undefined;
  readonly esmClass: number;
  readonly dlvrd: '000' | '001';
  readonly err: string;
}

export const RECEIPT_STATES = {
  ENROUTE: { kind: 'intermediate', messageState: 1, esmClass: 0x20, dlvrd: '000', err: '000' },
  ACCEPTD: { kind: 'intermediate', messageState: 6, esmClass: 0x04, dlvrd: '000', err: '000' },
  DELIVRD: { kind: 'success', messageState: 2, esmClass: 0x04, dlvrd: '001', err: '000' },
  EXPIRED: { kind: 'failure', messageState: 3, esmClass: 0x04, dlvrd: '000', err: '027' },
  DELETED: { kind: 'failure', messageState: 4, esmClass: 0x04, dlvrd: '000', err: '254' },
  UNDELIV: { kind: 'failure', messageState: 5, esmClass: 0x04, dlvrd: '000', err: '001' },
  REJECTD: { kind: 'failure', messageState: 8, esmClass: 0x04, dlvrd: '000', err: '045' },
  /** A user acknowledgement has no `message_state` of its own: the handset says that it was read. */
  READ: { kind: 'acknowledgement', messageState: undefined, esmClass: 0x10, dlvrd: '001', err: '000' },
} as const satisfies Record<string, ReceiptState>;

export type ReceiptStateName = keyof typeof RECEIPT_STATES;

const FINAL_BITS = 0x03;
const WANTED: Record<ReceiptKind, readonly number[]> = {
  intermediate: [1, 2, 3],
  success: [1, 3],
  failure: [1, 2],
  acknowledgement: [1, 2, 3],
};

/**
 * Whether `registered_delivery` asks for a receipt of this kind (SMPP 3.4 §5.2.17; value 3 as in SMPP 5.0 §4.7.21).
 * Intermediate notifications and acknowledgements go to whoever asked for any receipt: some carriers send them unasked.
 */
export function asksForReceipt(registeredDelivery: number, kind: ReceiptKind): boolean {
  return WANTED[kind].includes(registeredDelivery & FINAL_BITS);
}
