import type { HeardReceipt } from '../message/fact';
import { type Receipt, readDelivery } from '../message/receipt';
import type { DataSm, DeliverSm } from '../smpp/pdu';
import { TLV } from '../smpp/tlv';
import type { CarrierProfile } from './profile';

/** A message from a handset, as the carrier handed it over. */
export interface InboundMessage {
  readonly carrier: string;
  readonly sender: string;
  readonly recipient: string;
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly udh: Buffer | null;
  readonly body: Buffer;
  readonly receivedAt: Date;
}

export type Heard =
  | { readonly kind: 'receipt'; readonly receipt: HeardReceipt }
  | { readonly kind: 'inbound'; readonly inbound: InboundMessage };

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
  if (reading.kind === 'receipt')
    return { kind: 'receipt', receipt: toHeard(reading.receipt, pdu, profile, arrivedAt) };
  return {
    kind: 'inbound',
    inbound: {
      carrier: profile.name,
      sender: pdu.sourceAddr,
      recipient: pdu.destinationAddr,
      esmClass: pdu.esmClass,
      dataCoding: pdu.dataCoding,
      udh: pdu.udh ?? null,
      body: pdu.content,
      receivedAt: arrivedAt,
    },
  };
}

/** A receipt travels the other way: its source is the message's recipient. */
function toHeard(receipt: Receipt, pdu: DeliverSm | DataSm, profile: CarrierProfile, arrivedAt: Date): HeardReceipt {
  const { error } = receipt;
  return {
    carrier: profile.name,
    carrierMessageId: receipt.carrierMessageId,
    recipient: toE164(pdu.sourceAddr),
    sender: pdu.destinationAddr.replace(/^\+/, ''),
    arrivedAt,
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
