/** The least SMSC that can answer: raw octets, no checks, no waiting. A child process of `smpp-loopback.ts`. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { COMMAND_ID, responseId } from '../smpp/command';
import { encode } from '../smpp/encode';
import { createFramer } from '../smpp/frame';
import type { Outgoing } from '../smpp/pdu';
import { TLV } from '../smpp/tlv';

const ID_DIGITS = 10;
const NO_ID = '0'.repeat(ID_DIGITS);

function template(pdu: Outgoing): Buffer {
  const encoded = encode(pdu);
  if (!encoded.ok) throw new Error(encoded.error.message);
  return encoded.frame;
}

const RESPONSE = template({ command: 'submit_sm_resp', sequenceNumber: 0, messageId: NO_ID });
const RECEIPT_TEXT = `id:${NO_ID} sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:`;
const RECEIPT = template({
  command: 'deliver_sm',
  sequenceNumber: 0,
  sourceAddr: '61400000000',
  sourceAddrTon: 1,
  sourceAddrNpi: 1,
  destinationAddr: 'WAYBILL',
  destAddrTon: 5,
  esmClass: 0x04,
  shortMessage: Buffer.from(RECEIPT_TEXT),
  tlvs: new Map([
    [TLV.receipted_message_id, Buffer.from(`${NO_ID}\0`)],
    [TLV.message_state, Buffer.from([2])],
  ]),
});
const RESPONSE_ID_AT = RESPONSE.indexOf(NO_ID);
const RECEIPT_ID_AT = RECEIPT.indexOf(NO_ID);
const RECEIPT_TLV_AT = RECEIPT.lastIndexOf(NO_ID);

/** submit_sm_resp and, behind it, the receipt. */
function respond(sequence: number, count: number): Buffer {
  const id = String(count).padStart(ID_DIGITS, '0');
  const both = Buffer.concat([RESPONSE, RECEIPT]);
  both.writeUInt32BE(sequence, 12);
  both.write(id, RESPONSE_ID_AT, 'latin1');
  both.writeUInt32BE(count, RESPONSE.length + 12);
  both.write(id, RESPONSE.length + RECEIPT_ID_AT, 'latin1');
  both.write(id, RESPONSE.length + RECEIPT_TLV_AT, 'latin1');
  return both;
}

function plain(commandId: number, sequence: number): Buffer {
  const withBody = commandId === COMMAND_ID.bind_transceiver;
  const frame = Buffer.alloc(withBody ? 17 : 16);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(responseId(commandId), 4);
  frame.writeUInt32BE(sequence, 12);
  return frame;
}

function serve(socket: Socket): void {
  const framer = createFramer();
  let count = 0;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    const answers: Buffer[] = [];
    for (const frame of framer.push(chunk).frames) {
      const commandId = frame.readUInt32BE(4);
      const sequence = frame.readUInt32BE(12);
      if (commandId === COMMAND_ID.deliver_sm_resp) continue;
      answers.push(commandId === COMMAND_ID.submit_sm ? respond(sequence, ++count) : plain(commandId, sequence));
    }
    if (answers.length > 0) socket.write(Buffer.concat(answers));
  });
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
