import type { Segment } from '../message/segments';
import { splitText } from '../message/segments';
import { parseSender } from '../message/sender';
import type { SubmitRequest } from '../smpp/submit';
import { TLV } from '../smpp/tlv';
import type { CarrierProfile } from './profile';

/** A message on its way to the carrier, in the words of `message/`. */
export interface Outbound {
  readonly id: string;
  readonly recipient: string;
  readonly sender: string;
  readonly body: string;
  readonly encoding: 'gsm7' | 'ucs2';
  readonly requestRead: boolean;
}

/** One `submit_sm` of a message. Parts count from 1. */
export interface Part {
  readonly number: number;
  readonly request: SubmitRequest;
}

/** esm_class: UDH indicator (SMPP 3.4 §5.2.12). */
const udhi = 0x40;
/** registered_delivery (§5.2.17): final receipts whatever happens, and the recipient's acknowledgement when asked for. */
const finalReceipt = 0x01;
const userAcknowledgement = 0x08;

/** The parts of a message, ready for the session. The same message always gives the same parts, so a retry can send one again. */
export function toSubmitSm(message: Outbound, profile: CarrierProfile): Part[] {
  const splitting = { encoding: message.encoding, longMessages: profile.longMessages };
  const segments = splitText(message.body, splitting, referenceOf(message.id));
  const addresses = addressFields(message);
  return segments.map((segment) => ({
    number: segment.number,
    request: {
      ...addresses,
      esmClass: segment.udh ? udhi : 0,
      registeredDelivery: finalReceipt | (message.requestRead ? userAcknowledgement : 0),
      dataCoding: profile.dataCoding[message.encoding],
      ...contentOf(segment),
    },
  }));
}

function addressFields({ sender, recipient }: Outbound) {
  const parsed = parseSender(sender);
  if (!parsed.ok) throw new TypeError(`a stored sender can't be sent: ${parsed.detail}`);
  return {
    sourceAddrTon: parsed.sender.ton,
    sourceAddrNpi: parsed.sender.npi,
    sourceAddr: parsed.sender.address,
    destAddrTon: 1,
    destAddrNpi: 1,
    destinationAddr: recipient.slice(1),
  };
}

const nothing = Buffer.alloc(0);

function contentOf({ udh, sar, payload, body }: Segment): Pick<SubmitRequest, 'shortMessage' | 'tlvs'> {
  if (payload) return { shortMessage: nothing, tlvs: new Map([[TLV.message_payload, body]]) };
  if (udh) return { shortMessage: Buffer.concat([udh, body]) };
  if (!sar) return { shortMessage: body };
  return {
    shortMessage: body,
    tlvs: new Map([
      [TLV.sar_msg_ref_num, Buffer.from([sar.reference >> 8, sar.reference & 0xff])],
      [TLV.sar_total_segments, Buffer.from([sar.total])],
      [TLV.sar_segment_seqnum, Buffer.from([sar.number])],
    ]),
  };
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The concatenation reference: the last digits of the id count up from one message to the next, and never change for one. */
export function referenceOf(messageId: string): number {
  let reference = 0;
  for (const digit of messageId.slice(-4)) reference = reference * 32 + alphabet.indexOf(digit);
  return reference & 0xffff;
}
