import { type Segment, splitText } from '../message/segments';
import type { Encoding } from '../message/text';
import type { SubmitRequest } from '../smpp/submit';
import { TLV, type Tlvs, tlvInteger } from '../smpp/tlv';
import type { CarrierProfile } from './profile';
import { templateOf } from './submit-template';

/** A message on its way to the carrier, in the words of `message/`. */
export interface Outbound {
  readonly id: string;
  readonly recipient: string;
  readonly sender: string;
  readonly body: string;
  readonly encoding: Encoding;
  readonly requestRead: boolean;
  /** 0 urgent, 1 normal, 2 bulk. */
  readonly priority: number;
  /** The end of its validity, which the carrier is told where its profile says so. */
  readonly expiresAt: Date;
}

/** One `submit_sm` of a message. Parts count from 1. */
export interface Part {
  readonly number: number;
  readonly request: SubmitRequest;
}

/** esm_class: UDH indicator (SMPP 3.4 §5.2.12). */
const udhi = 0x40;

/**
 * The parts of a message, ready for the session. But for a validity that has run on by `now`, the same message always gives the same
 * parts, so a retry can send one again. Throws for what no intake lets through: a sender that is none, a text that its encoding lacks.
 */
export function toSubmitSm(message: Outbound, profile: CarrierProfile, now: Date = new Date()): Part[] {
  const template = templateOf(profile);
  const reference = referenceOf(message.id);
  const splitting = { encoding: message.encoding, longMessages: profile.longMessages };
  const counting = profile.submit.userMessageReference === 'counter';
  const source = template.source(message.sender);
  const destinationAddr = template.recipient.prefix + message.recipient.slice(1);
  const validityPeriod = template.validityPeriod(message.expiresAt, now);
  const { usual, read } = template.registeredDelivery;
  // One flat literal: spreading shared fields into each part costs more than all else here.
  return splitText(message.body, splitting, reference).map((segment) => ({
    number: segment.number,
    request: {
      serviceType: template.serviceType,
      sourceAddrTon: source.sourceAddrTon,
      sourceAddrNpi: source.sourceAddrNpi,
      sourceAddr: source.sourceAddr,
      destAddrTon: template.recipient.ton,
      destAddrNpi: template.recipient.npi,
      destinationAddr,
      esmClass: segment.udh ? udhi : 0,
      protocolId: template.protocolId,
      priorityFlag: template.priorityFlags[message.priority] ?? 0,
      validityPeriod,
      registeredDelivery: message.requestRead ? read : usual,
      // Parts share addresses and service_type, so a second would replace the first (SMPP 3.4 §5.2.18).
      replaceIfPresentFlag: segment.total === 1 ? template.replaceIfPresent : 0,
      dataCoding: template.dataCodings[message.encoding],
      shortMessage: shortMessageOf(segment),
      tlvs: tlvsOf(segment, template.tlvs, counting ? reference + segment.number : null),
    },
  }));
}

const nothing = Buffer.alloc(0);

function shortMessageOf({ udh, payload, body }: Segment): Buffer {
  if (payload) return nothing;
  return udh ? Buffer.concat([udh, body]) : body;
}

/** The TLVs of one part: those of all parts, and its own. */
function tlvsOf({ sar, payload, body }: Segment, constant: Tlvs, counter: number | null): Tlvs {
  if (!sar && !payload && counter === null) return constant;
  const tlvs = new Map(constant);
  if (counter !== null) tlvs.set(TLV.user_message_reference, tlvInteger(counter & 0xffff, 2));
  if (sar) {
    tlvs.set(TLV.sar_msg_ref_num, tlvInteger(sar.reference, 2));
    tlvs.set(TLV.sar_total_segments, tlvInteger(sar.total, 1));
    tlvs.set(TLV.sar_segment_seqnum, tlvInteger(sar.number, 1));
  }
  if (payload) tlvs.set(TLV.message_payload, body);
  return tlvs;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The concatenation reference: the last digits of the id count up from one message to the next, and never change for one. */
export function referenceOf(messageId: string): number {
  let reference = 0;
  for (const digit of messageId.slice(-4)) reference = reference * 32 + alphabet.indexOf(digit);
  return reference & 0xffff;
}
