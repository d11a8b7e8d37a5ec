/**
 * Octets to PDU, for input that nobody vouches for. A request must be whole; a response is taken for what can be read of
 * it, since its request waits for it; TLVs never cost a PDU. Values longer than the specification allows are kept.
 */
import { commandName, isResponse } from './command';
import { HEADER_OCTETS } from './frame';
import { type FieldLayout, layoutOf } from './layout';
import type { Pdu } from './pdu';
import { readTlvs, TLV, type Tlvs } from './tlv';

/** Well framed, but not a PDU of its command. */
export interface UndecodablePdu {
  readonly name: 'UndecodablePdu';
  /** The specification's name of the field that couldn't be read. */
  readonly field: string;
  readonly message: string;
  readonly commandId: number;
  readonly sequenceNumber: number;
}

export type DecodeOutcome =
  | { readonly ok: true; readonly pdu: Pdu }
  | { readonly ok: false; readonly error: UndecodablePdu };

const USER_DATA_HEADER = 0x40;
const EMPTY = Buffer.alloc(0);

/** Where reading stands in one frame. Each reader moves it, and gives undefined when the frame ends too early. */
interface Cursor {
  readonly frame: Buffer;
  offset: number;
  /** True where a missing end is the frame's end. */
  readonly lenient: boolean;
}

const READERS: Record<FieldLayout['kind'], (cursor: Cursor) => number | string | Buffer | undefined> = {
  octet(cursor) {
    return cursor.frame[cursor.offset++];
  },

  c_octet_string(cursor) {
    const { frame, offset, lenient } = cursor;
    let end = offset;
    while (end < frame.length && frame[end] !== 0) end++;
    if (end === frame.length && (!lenient || end === offset)) return undefined;
    cursor.offset = end + 1;
    return frame.toString('latin1', offset, end);
  },

  octet_string(cursor) {
    const { frame, offset } = cursor;
    const octets = frame[offset];
    if (octets === undefined || offset + 1 + octets > frame.length) return undefined;
    cursor.offset = offset + 1 + octets;
    return frame.subarray(offset + 1, cursor.offset);
  },
};

/** Sets `content` and `udh` of a message from whichever field carries its octets (SMPP 3.4 §5.2.12, 3GPP TS 23.040 §9.2.3.24). */
function splitContent(pdu: Record<string, unknown>, tlvs: Tlvs): void {
  const short = Buffer.isBuffer(pdu.shortMessage) ? pdu.shortMessage : EMPTY;
  const octets = short.length > 0 ? short : (tlvs.get(TLV.message_payload) ?? EMPTY);
  const udhOctets = (Number(pdu.esmClass) & USER_DATA_HEADER) !== 0 && octets.length > 0 ? (octets[0] ?? 0) + 1 : 0;
  if (udhOctets === 0 || udhOctets > octets.length) {
    pdu.content = octets;
    return;
  }
  pdu.udh = octets.subarray(0, udhOctets);
  pdu.content = octets.subarray(udhOctets);
}

function undecodable(frame: Buffer, field: string, what: string): DecodeOutcome {
  const whole = frame.length >= HEADER_OCTETS;
  const commandId = whole ? frame.readUInt32BE(4) : 0;
  const sequenceNumber = whole ? frame.readUInt32BE(12) : 0;
  const command = commandName(commandId) ?? 'PDU';
  const message = `${command}, ${frame.length} octets: ${field} ${what}`;
  return { ok: false, error: { name: 'UndecodablePdu', field, message, commandId, sequenceNumber } };
}

/** The PDU in one frame (see `createFramer`), or which of its fields couldn't be read. Never throws. */
export function decode(frame: Buffer): DecodeOutcome {
  if (frame.length < HEADER_OCTETS) return undecodable(frame, 'header', `needs ${HEADER_OCTETS} octets`);
  if (frame.readUInt32BE(0) !== frame.length)
    return undecodable(frame, 'command_length', 'is not the length of the frame');
  const commandId = frame.readUInt32BE(4);
  const commandStatus = frame.readUInt32BE(8);
  const sequenceNumber = frame.readUInt32BE(12);
  const layout = layoutOf(commandId);
  if (!layout) {
    const body = frame.subarray(HEADER_OCTETS);
    return { ok: true, pdu: { command: 'unknown', commandId, commandStatus, sequenceNumber, body } };
  }
  const lenient = isResponse(commandId);
  const cursor: Cursor = { frame, offset: HEADER_OCTETS, lenient };
  const pdu: Record<string, unknown> = { command: layout.command, commandStatus, sequenceNumber };
  for (const { kind, key, field } of layout.fields) {
    const value = READERS[kind](cursor);
    if (value !== undefined) pdu[key] = value;
    else if (lenient) break;
    else return undecodable(frame, field, 'is cut off by the end of the PDU');
  }
  const { tlvs, remainder } = readTlvs(frame, cursor.offset);
  pdu.tlvs = tlvs;
  if (remainder) pdu.remainder = remainder;
  if ('esmClass' in pdu) splitContent(pdu, tlvs);
  // The layout has put every field of this command's type in place; a test compares the two, command by command.
  return { ok: true, pdu: pdu as unknown as Pdu };
}
