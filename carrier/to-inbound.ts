import { type Charset, charsetOf } from '../message/charset';
import { type Place, readConcatenation, toPlace } from '../message/concatenation';
import type { InboundPart } from '../message/inbound';
import { toPrintableAscii } from '../message/printable';
import type { DataSm, DeliverSm } from '../smpp/pdu';
import { TLV, type Tlvs, tlvNumber, tlvText } from '../smpp/tlv';
import type { CarrierProfile } from './profile';

/** A deliver_sm or data_sm that is no receipt: a message from a handset, or a part of one. */

/** The columns that hold them are this wide; SMPP allows addresses 20 octets and ids 64. */
const longestAddress = 64;
const longestId = 65;
/** A part of a long message fits `short_message` (SMPP 3.4 §5.2.21). What is longer came whole, whatever its header says. */
const longestPart = 254;

/** Reads it by the carrier's profile. Never throws. */
export function toInbound(pdu: DeliverSm | DataSm, profile: CarrierProfile, receivedAt: Date): InboundPart {
  const { dataCoding, esmClass, tlvs, content: body } = pdu;
  const id = tlvText(tlvs, TLV.receipted_message_id);
  return {
    carrier: profile.name,
    from: toAddress(pdu.sourceAddr, pdu.sourceAddrTon),
    to: toAddress(pdu.destinationAddr, pdu.destAddrTon),
    esmClass,
    dataCoding,
    charset: charsetAt(profile, dataCoding),
    udh: pdu.udh ?? null,
    body,
    place: body.length > longestPart ? null : placeOf(pdu.udh, tlvs),
    carrierId: id ? toPrintableAscii(id, longestId) : null,
    handsetReference: tlvNumber(tlvs, TLV.user_message_reference) ?? null,
    receivedAt,
  };
}

/** Numbers of these types are not international ones (SMPP 3.4 §5.2.5): national, network specific, subscriber, alphanumeric, abbreviated. */
const otherNumbering: ReadonlySet<number> = new Set([2, 3, 4, 5, 6]);

/** E.164 with `+` where the carrier tells a full number, with or without `+` or `00`; anything else as it stands. */
function toAddress(address: string, ton: number): string {
  const [, marked, digits] = /^(\+|00)?([1-9]\d{6,14})$/.exec(address) ?? [];
  const full = digits !== undefined && (marked !== undefined || !otherNumbering.has(ton));
  return full ? `+${digits}` : toPrintableAscii(address, longestAddress);
}

/** What the carrier calls our texts' alphabets, it calls those of handsets; else as the specifications say. */
function charsetAt({ alphabets, dataCoding: ours }: CarrierProfile, dataCoding: number): Charset {
  return alphabets.find((alphabet) => ours[alphabet] === dataCoding) ?? charsetOf(dataCoding);
}

/** A header in the message goes before TLVs: it is what the handset sent. */
function placeOf(udh: Buffer | undefined, tlvs: Tlvs): Place | null {
  const fromHeader = udh === undefined ? null : readConcatenation(udh);
  return (
    fromHeader ??
    toPlace(
      'sar',
      tlvNumber(tlvs, TLV.sar_msg_ref_num),
      tlvNumber(tlvs, TLV.sar_total_segments),
      tlvNumber(tlvs, TLV.sar_segment_seqnum),
    )
  );
}
