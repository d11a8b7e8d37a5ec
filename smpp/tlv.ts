/** Optional parameters: tag, length, value (SMPP 3.4 §5.3). Values stay raw octets; what they mean is asked for by name. */

/** Tags that we send or read (SMPP 3.4 §5.3.2). Any other tag passes through by its number. */
export const TLV = {
  additional_status_info_text: 0x001d,
  receipted_message_id: 0x001e,
  user_message_reference: 0x0204,
  source_port: 0x020a,
  dest_port: 0x020b,
  sar_msg_ref_num: 0x020c,
  sar_total_segments: 0x020e,
  sar_segment_seqnum: 0x020f,
  sc_interface_version: 0x0210,
  network_error_code: 0x0423,
  message_payload: 0x0424,
  delivery_failure_reason: 0x0425,
  more_messages_to_send: 0x0426,
  message_state: 0x0427,
  ms_validity: 0x1204,
} as const;

/** Tag to value. A tag that is repeated keeps its first value. */
export type Tlvs = ReadonlyMap<number, Buffer>;

const HEAD_OCTETS = 4;
const MAX_VALUE_OCTETS = 0xffff;
const NONE: Tlvs = new Map();

export interface ReadTlvs {
  readonly tlvs: Tlvs;
  /** What is left behind the last whole TLV and can't be one; carriers do send that. Kept as evidence, never an error. */
  readonly remainder?: Buffer;
}

/** Reads TLVs from `offset` to the frame's end, each by its own length, whatever type the specification gives it. */
export function readTlvs(frame: Buffer, offset: number): ReadTlvs {
  if (offset >= frame.length) return { tlvs: NONE };
  const tlvs = new Map<number, Buffer>();
  let at = offset;
  while (frame.length - at >= HEAD_OCTETS) {
    const tag = frame.readUInt16BE(at);
    const end = at + HEAD_OCTETS + frame.readUInt16BE(at + 2);
    if (end > frame.length) break;
    if (!tlvs.has(tag)) tlvs.set(tag, frame.subarray(at + HEAD_OCTETS, end));
    at = end;
  }
  return at === frame.length ? { tlvs } : { tlvs, remainder: frame.subarray(at) };
}

/** Octets that these TLVs take on the wire. */
export function tlvsOctets(tlvs: Tlvs): number {
  let octets = 0;
  for (const value of tlvs.values()) octets += HEAD_OCTETS + value.length;
  return octets;
}

/** The first tag that can't go on the wire (the tag or its value's length doesn't fit 16 bits), or undefined. */
export function unsendableTlv(tlvs: Tlvs): number | undefined {
  for (const [tag, value] of tlvs) {
    if (!Number.isInteger(tag) || tag < 0 || tag > 0xffff || value.length > MAX_VALUE_OCTETS) return tag;
  }
  return undefined;
}

/** Writes the TLVs at `offset` and gives the offset behind them. Ask `unsendableTlv` and `tlvsOctets` first. */
export function writeTlvs(tlvs: Tlvs, frame: Buffer, offset: number): number {
  let at = offset;
  for (const [tag, value] of tlvs) {
    frame.writeUInt16BE(tag, at);
    frame.writeUInt16BE(value.length, at + 2);
    value.copy(frame, at + HEAD_OCTETS);
    at += HEAD_OCTETS + value.length;
  }
  return at;
}

/** A C-string value as latin1, up to its NUL or, as some carriers send it without one, to its end. Absent tag: undefined. */
export function tlvText(tlvs: Tlvs, tag: number): string | undefined {
  const value = tlvs.get(tag);
  if (!value) return undefined;
  const nul = value.indexOf(0);
  return value.toString('latin1', 0, nul < 0 ? value.length : nul);
}

/** An unsigned integer of the value's own length (1–4 octets). Absent, empty or longer: undefined. */
export function tlvNumber(tlvs: Tlvs, tag: number): number | undefined {
  const value = tlvs.get(tag);
  return value && value.length >= 1 && value.length <= 4 ? value.readUIntBE(0, value.length) : undefined;
}

/** A value of `octets` octets for an integer TLV. */
export function tlvInteger(value: number, octets: 1 | 2 | 4): Buffer {
  const buffer = Buffer.alloc(octets);
  buffer.writeUIntBE(value, 0, octets);
  return buffer;
}
