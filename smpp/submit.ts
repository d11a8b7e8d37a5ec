/** A submit_sm and what became of it, as values. */
import { COMMAND_STATUS } from './command';
import type { InvalidField } from './encode';
import type { Header, Outgoing, Pdu, SubmitSm } from './pdu';
import type { Settlement } from './requests';
import type { Tlvs } from './tlv';

/** A message to submit. What decides its meaning must be given; everything else is 0 or empty when absent. */
export type SubmitRequest = Omit<Outgoing<SubmitSm>, 'command' | keyof Header> &
  Pick<SubmitSm, 'destinationAddr' | 'dataCoding' | 'shortMessage'>;

/** What a caller of `submit` may still send. */
export interface Window {
  readonly size: number;
  /** Submits in flight. */
  readonly inUse: number;
  /** Submits that may be sent now; 0 while not bound to submit, unbinding, or while the peer doesn't take our octets. */
  readonly free: number;
}

/** The SMSC's word: command_status 0 means it took the message. */
export interface Answered {
  readonly kind: 'answered';
  readonly commandStatus: number;
  /** latin1, as sent; absent when there was none or an empty one. */
  readonly messageId?: string;
  readonly tlvs: Tlvs;
  /** True for a generic_nack: the SMSC couldn't make sense of the PDU itself. */
  readonly nack: boolean;
}

/** A request that breaks the protocol or this session's rules. It is certain that nothing was sent. */
export interface Refusal {
  readonly name: 'IllegalState' | 'WindowFull';
  readonly message: string;
}

export type SubmitAnswer =
  | Answered
  /** Nobody said. With `onTheWire` the SMSC may have it; without, it certainly hasn't. */
  | { readonly kind: 'unanswered'; readonly reason: 'timeout' | 'closed'; readonly onTheWire: boolean }
  | { readonly kind: 'unsendable'; readonly error: InvalidField | Refusal };

/** The status of a response; a generic_nack is never a success, whatever it says (SMPP 3.4 §4.3.1). */
export function statusOf(pdu: Header & { readonly command: string }): number {
  return pdu.command === 'generic_nack' && pdu.commandStatus === COMMAND_STATUS.ESME_ROK
    ? COMMAND_STATUS.ESME_RUNKNOWNERR
    : pdu.commandStatus;
}

const NO_TLVS: Tlvs = new Map();

/** The SMSC's word on a submit. */
export function toAnswered(pdu: Pdu): Answered {
  const answered = { kind: 'answered', commandStatus: statusOf(pdu), nack: pdu.command === 'generic_nack' } as const;
  if (pdu.command !== 'submit_sm_resp') return { ...answered, tlvs: NO_TLVS };
  return pdu.messageId ? { ...answered, messageId: pdu.messageId, tlvs: pdu.tlvs } : { ...answered, tlvs: pdu.tlvs };
}

/** What the caller of `submit` is told. */
export function toSubmitAnswer(settlement: Settlement): SubmitAnswer {
  if (settlement.kind === 'answered') return toAnswered(settlement.pdu);
  return { kind: 'unanswered', reason: settlement.kind, onTheWire: settlement.onTheWire };
}
