import { ESME } from './command-status';

/** Which part of a long message it is: the TLVs sar_msg_ref_num, sar_total_segments, sar_segment_seqnum (SMPP 3.4 §5.3.2.22–24). */
export interface Sar {
  reference?: number;
  total?: number;
  segment?: number;
}

/** The TLVs that change what a message is. */
export interface Tlvs {
  /** message_payload (SMPP 3.4 §5.3.2.32). */
  payload: Buffer | undefined;
  sar: Sar | undefined;
}

interface TlvReader {
  /** The length that its value must have, if any. */
  readonly length?: number;
  readonly read: (value: Buffer) => Buffer | Sar;
}

const READERS: ReadonlyMap<number, TlvReader> = new Map<number, TlvReader>([
  [0x020c, { length: 2, read: (value) => ({ reference: value.readUInt16BE(0) }) }],
  [0x020e, { length: 1, read: (value) => ({ total: value[0]! }) }],
  [0x020f, { length: 1, read: (value) => ({ segment: value[0]! }) }],
  [0x0424, { read: (value) => value }],
]);

/** Reads the TLVs from `start` to the PDU's end, skipping those that it doesn't know; else the command_status to refuse them with. */
export function decodeTlvs(pdu: Buffer, start: number): Tlvs | number {
  const tlvs: Tlvs = { payload: undefined, sar: undefined };
  for (let at = start; at < pdu.length; ) {
    const valueAt = at + 4;
    if (valueAt > pdu.length) return ESME.RINVTLVSTREAM;
    const length = pdu.readUInt16BE(at + 2);
    if (valueAt + length > pdu.length) return ESME.RINVTLVSTREAM;
    const reader = READERS.get(pdu.readUInt16BE(at));
    at = valueAt + length;
    if (reader === undefined) continue;
    if (reader.length !== undefined && reader.length !== length) return ESME.RINVTLVLEN;
    const value = reader.read(pdu.subarray(valueAt, at));
    if (Buffer.isBuffer(value)) tlvs.payload = value;
    else tlvs.sar = { ...tlvs.sar, ...value };
  }
  return tlvs;
}
