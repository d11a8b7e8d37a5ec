/** The `command_id` values that the simulator knows (SMPP 3.4 §5.1.2.1); a response has the highest bit set. */
export const COMMAND = {
  bind_receiver: 0x01,
  bind_transmitter: 0x02,
  submit_sm: 0x04,
  deliver_sm: 0x05,
  unbind: 0x06,
  bind_transceiver: 0x09,
  enquire_link: 0x15,
} as const;

export const RESPONSE = 0x80000000;
export const GENERIC_NACK = RESPONSE;
export const HEADER_LENGTH = 16;

/** A PDU that is only its header: enquire_link, unbind, generic_nack, and every response that says no. */
export function encodeHeader(commandId: number, status: number, sequence: number): Buffer {
  const pdu = Buffer.allocUnsafe(HEADER_LENGTH);
  writeHeader(pdu, commandId, status, sequence);
  return pdu;
}

/** A `submit_sm_resp` that took the message (SMPP 3.4 §4.4.2). */
export function encodeSubmitSmResp(sequence: number, messageId: string): Buffer {
  const pdu = Buffer.allocUnsafe(HEADER_LENGTH + messageId.length + 1);
  writeHeader(pdu, COMMAND.submit_sm + RESPONSE, 0, sequence);
  pdu.write(messageId, HEADER_LENGTH, 'latin1');
  pdu[pdu.length - 1] = 0;
  return pdu;
}

/** Writes the header of a PDU that fills the Buffer. */
export function writeHeader(pdu: Buffer, commandId: number, status: number, sequence: number): void {
  pdu.writeUInt32BE(pdu.length, 0);
  pdu.writeUInt32BE(commandId, 4);
  pdu.writeUInt32BE(status, 8);
  pdu.writeUInt32BE(sequence, 12);
}
