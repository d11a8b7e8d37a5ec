import type { Message } from './message';
import { COMMAND, HEADER_LENGTH, writeHeader } from './pdu';
import { RECEIPT_STATES, type ReceiptStateName } from './receipt-states';

/** A delivery receipt (SMPP 3.4 §4.6.1, appendix B). */
export interface Receipt {
  readonly message: Message;
  readonly state: ReceiptStateName;
  /** Stands for the state's own `esm_class` where a carrier sends another. */
  readonly esmClass: number | undefined;
  /** Milliseconds since 1970. */
  readonly doneAt: number;
}

const TLV_RECEIPTED_MESSAGE_ID = 0x001e;
const TLV_MESSAGE_STATE = 0x0427;

/** The receipt as a `deliver_sm`, written by hand in one pass: the package takes many times as long for it. */
export function encodeReceipt(receipt: Receipt, sequence: number, withTlvs: boolean): Buffer {
  const { message } = receipt;
  const state = RECEIPT_STATES[receipt.state];
  const text = receiptText(receipt);
  const id = message.id.inReceipt;
  const idTlv = withTlvs ? 4 + id.length + 1 : 0;
  const stateTlv = withTlvs && state.messageState !== undefined ? 5 : 0;
  const addresses = 3 + message.destination.addr.length + 3 + message.source.addr.length;
  const pdu = Buffer.allocUnsafe(HEADER_LENGTH + 1 + addresses + 10 + text.length + idTlv + stateTlv);
  writeHeader(pdu, COMMAND.deliver_sm, 0, sequence);
  pdu[HEADER_LENGTH] = 0; // service_type
  let at = writeAddress(pdu, HEADER_LENGTH + 1, message.destination);
  at = writeAddress(pdu, at, message.source);
  pdu.fill(0, at, at + 10); // from esm_class to sm_length
  pdu[at] = receipt.esmClass ?? state.esmClass;
  pdu[at + 9] = text.length;
  at += 10;
  pdu.write(text, at, 'latin1');
  at += text.length;
  if (idTlv > 0) {
    pdu.writeUInt16BE(TLV_RECEIPTED_MESSAGE_ID, at);
    pdu.writeUInt16BE(id.length + 1, at + 2);
    pdu.write(id, at + 4, 'latin1');
    at += idTlv;
    pdu[at - 1] = 0;
  }
  if (stateTlv > 0) {
    pdu.writeUInt16BE(TLV_MESSAGE_STATE, at);
    pdu.writeUInt16BE(1, at + 2);
    pdu[at + 4] = state.messageState!;
  }
  return pdu;
}

function writeAddress(pdu: Buffer, at: number, { ton, npi, addr }: Message['source']): number {
  pdu[at] = ton;
  pdu[at + 1] = npi;
  pdu.write(addr, at + 2, 'latin1');
  const end = at + 2 + addr.length;
  pdu[end] = 0;
  return end + 1;
}

function receiptText({ message, state, doneAt }: Receipt): string {
  const { dlvrd, err } = RECEIPT_STATES[state];
  const submitted = receiptDate(message.submittedAt);
  const done = receiptDate(doneAt);
  return `id:${message.id.inReceipt} sub:001 dlvrd:${dlvrd} submit date:${submitted} done date:${done} stat:${state} err:${err} text:${message.excerpt}`;
}

let lastMinute = -1;
let lastDate = '';

/** `yyMMddHHmm` in UTC. Most receipts in a row fall into one minute, so the last is kept. */
function receiptDate(time: number): string {
  const minute = Math.floor(time / 60_000);
  if (minute !== lastMinute) {
    lastMinute = minute;
    lastDate = new Date(time).toISOString().slice(2, 16).replace(/[-T:]/g, '');
  }
  return lastDate;
}
