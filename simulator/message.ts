import type { MessageId } from './message-ids';
import type { Address, SubmitSm } from './submit-sm';
import type { UserData } from './user-data';

/** What the simulator keeps of a message that it took: what its receipts say, and nothing that holds on to bytes read. */
export interface Message {
  readonly id: MessageId;
  readonly source: Address;
  readonly destination: Address;
  readonly registeredDelivery: number;
  /** The first 20 octets of a text in an 8-bit coding, as latin1. */
  readonly excerpt: string;
  /** Milliseconds since 1970. */
  readonly submittedAt: number;
}

const EIGHT_BIT_TEXT = new Set([0x00, 0x01, 0x03]);

/** The message that a `submit_sm` becomes when it is taken. */
export function toMessage(submit: SubmitSm, data: UserData, id: MessageId): Message {
  return {
    id,
    source: submit.source,
    destination: submit.destination,
    registeredDelivery: submit.registeredDelivery,
    excerpt: EIGHT_BIT_TEXT.has(submit.dataCoding) ? data.body.toString('latin1', 0, 20) : '',
    submittedAt: Date.now(),
  };
}

/** What makes two submits the same message, or the same part of it: source, destination, header and text. */
export function identityOf(submit: SubmitSm, data: UserData): string {
  const udh = data.udh?.toString('hex') ?? '';
  const sar = submit.sar === undefined ? '' : `${submit.sar.reference}/${submit.sar.segment}`;
  return [submit.source.addr, submit.destination.addr, udh, sar, data.body.toString('base64')].join(' ');
}
