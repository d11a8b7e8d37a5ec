import type { HeardReceipt } from '../message/fact';
import type { InboundPart } from '../message/inbound';
import { toPrintableAscii } from '../message/printable';
import { type Receipt, readDelivery } from '../message/receipt';
import type { DataSm, DeliverSm } from '../smpp/pdu';
import { TLV } from '../smpp/tlv';
import type { CarrierProfile } from './profile';
import { toInbound } from './to-inbound';

export type Heard =
  | { readonly kind: 'receipt'; readonly receipt: HeardReceipt }
  /** Only its text says that it is a receipt: one if a message answers to it, else what its sender wrote. */
  | { readonly kind: 'unproven'; readonly receipt: HeardReceipt; readonly inbound: InboundPart }
  | { readonly kind: 'inbound'; readonly inbound: InboundPart };

/** What an address may take at most (SMPP 3.4 §5.2.8), with its `+`. A stranger one must not keep its receipt from being stored. */
const longestAddress = 21;

/** Reads what a carrier delivers, by its profile. Never throws: whatever can't be a receipt is an inbound message. */
export function fromDeliverSm(pdu: DeliverSm | DataSm, profile: CarrierProfile, arrivedAt: Date): Heard {
  const delivery = {
    esmClass: pdu.esmClass,
    dataCoding: pdu.dataCoding,
    sourceAddr: pdu.sourceAddr,
    destinationAddr: pdu.destinationAddr,
    body: pdu.content,
    receiptedMessageId: pdu.tlvs.get(TLV.receipted_message_id),
    messageState: pdu.tlvs.get(TLV.message_state),
    networkErrorCode: pdu.tlvs.get(TLV.network_error_code),
  };
  const { esmClassZero, states, timeZone } = profile.receipts;
  const reading = readDelivery(delivery, { esmClassZero, states, timeZone, messageId: profile.messageId }, arrivedAt);
  if (reading.kind === 'inbound') return { kind: 'inbound', inbound: toInbound(pdu, profile, arrivedAt) };
  const receipt = toHeard(reading.receipt, pdu, profile, arrivedAt);
  if (receipt.proven) return { kind: 'receipt', receipt };
  return { kind: 'unproven', receipt, inbound: toInbound(pdu, profile, arrivedAt) };
}

/** A receipt travels the other way: its source is the message's recipient. */
function toHeard(receipt: Receipt, pdu: DeliverSm | DataSm, profile: CarrierProfile, arrivedAt: Date): HeardReceipt {
  const { error } = receipt;
  return {
    carrier: profile.name,
    carrierMessageId: receipt.carrierMessageId,
    recipient: toPrintableAscii(toE164(pdu.sourceAddr), longestAddress),
    sender: toPrintableAscii(pdu.destinationAddr.replace(/^\+/, ''), longestAddress),
    arrivedAt,
    proven: receipt.proven,
    says: {
      status: receipt.status,
      failure: error && { code: error.code, carrierCode: error.carrierCode, raw: receipt.raw },
      raw: receipt.raw,
      evidence: {
        id: receipt.rawId,
        ...(receipt.otherId === null ? {} : { other_id: receipt.otherId }),
        state: receipt.state,
        stat: receipt.stat,
        err: receipt.err,
        submitted_at: receipt.submitDate?.toISOString() ?? null,
        done_at: receipt.doneDate?.toISOString() ?? null,
        ...receipt.tlvs,
      },
      wholeMessage: profile.receipts.parts === 'any',
    },
  };
}

/** Carriers write international numbers with and without `+` or `00`. */
export function toE164(address: string): string {
  return `+${address.replace(/^(?:\+|00)/, '')}`;
}
