import { decode } from '../../smpp/decode';
import { encodeCommand } from '../../smpp/encode';
import type { DeliverSm } from '../../smpp/pdu';
import { TLV } from '../../smpp/tlv';

export interface DeliveryFields {
  readonly esmClass?: number;
  readonly sourceAddr?: string;
  readonly destinationAddr?: string;
  readonly dataCoding?: number;
  readonly shortMessage?: Buffer;
  readonly tlvs?: ReadonlyMap<number, Buffer>;
}

/** A deliver_sm as it comes off the wire: by default a receipt of a message from ACME to +15005550000. */
export function delivery(body: string | Buffer, fields: DeliveryFields = {}): DeliverSm {
  const shortMessage = typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
  const about = { esmClass: 0x04, sourceAddr: '15005550000', destinationAddr: 'ACME', shortMessage, ...fields };
  const encoded = encodeCommand('deliver_sm', about, 0, 1);
  if (!encoded.ok) throw new TypeError(encoded.error.message);
  const decoded = decode(encoded.frame);
  if (!decoded.ok || decoded.pdu.command !== 'deliver_sm') throw new TypeError('it is no deliver_sm');
  return decoded.pdu;
}

/** The TLVs of a receipt; `id` with its NUL. */
export function receiptTlvs(id: string, state: number): ReadonlyMap<number, Buffer> {
  return new Map([
    [TLV.receipted_message_id, Buffer.from(`${id}\0`, 'latin1')],
    [TLV.message_state, Buffer.from([state])],
  ]);
}
