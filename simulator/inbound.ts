import { smpp } from './smpp-package';
import type { Address } from './submit-sm';

/** A message from a handset. */
export interface Inbound {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Who gets it; by default the first system_id that ever bound. */
  readonly systemId?: string;
  /** Which of its parts are sent, and in which order, counting from 1; a part may come again. All of them, in order, by default. */
  readonly parts?: readonly number[];
}

/** One `deliver_sm` of an inbound message; a long message is several of them. */
export type InboundPart = (sequence: number) => Buffer;

interface Coding {
  readonly dataCoding: number;
  readonly whole: number;
  readonly part: number;
  encode(text: string): Buffer;
  /** Whether the octets before this place and those after it may not be parted. */
  joins(bytes: Buffer, at: number): boolean;
}

const ESCAPE = 0x1b;

/** GSM 03.38, unpacked; an extended character is two septets that stay together. */
const GSM: Coding = {
  dataCoding: 0x00,
  whole: 160,
  part: 153,
  encode: smpp.encodings.ASCII.encode,
  joins: (bytes, at) => bytes[at - 1] === ESCAPE,
};

/** UCS-2; a surrogate pair is two units that stay together. */
const UCS2: Coding = {
  dataCoding: 0x08,
  whole: 140,
  part: 134,
  encode: smpp.encodings.UCS2.encode,
  joins: (bytes, at) => (bytes.readUInt16BE(at - 2) & 0xfc00) === 0xd800,
};

/**
 * The `deliver_sm` PDUs of an inbound message, long ones in parts with an 8-bit reference (3GPP TS 23.040 §9.2.3.24.1).
 * Throws a RangeError for a part that the message doesn't have.
 */
export function toInboundParts({ from, to, body, parts }: Inbound, reference: number): InboundPart[] {
  const coding = smpp.encodings.ASCII.match(body) ? GSM : UCS2;
  const texts = split(coding.encode(body), coding);
  const all = texts.map((text, index): InboundPart => {
    const udh = Buffer.from([5, 0, 3, reference & 0xff, texts.length, index + 1]);
    const isWhole = texts.length === 1;
    const source = toAddress(from);
    const destination = toAddress(to);
    return (sequence) =>
      new smpp.PDU('deliver_sm', {
        sequence_number: sequence,
        source_addr_ton: source.ton,
        source_addr_npi: source.npi,
        source_addr: source.addr,
        dest_addr_ton: destination.ton,
        dest_addr_npi: destination.npi,
        destination_addr: destination.addr,
        esm_class: isWhole ? 0x00 : 0x40,
        data_coding: coding.dataCoding,
        short_message: isWhole ? text : Buffer.concat([udh, text]),
      }).toBuffer();
  });
  return parts === undefined ? all : parts.map((number) => partOf(all, number));
}

function partOf(all: readonly InboundPart[], number: number): InboundPart {
  const part = all[number - 1];
  if (part === undefined) throw new RangeError(`sendInbound: there is no part ${number} of ${all.length}`);
  return part;
}

function split(bytes: Buffer, coding: Coding): Buffer[] {
  if (bytes.length <= coding.whole) return [bytes];
  const parts: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + coding.part, bytes.length);
    if (end < bytes.length && coding.joins(bytes, end)) end -= coding === UCS2 ? 2 : 1;
    parts.push(bytes.subarray(start, end));
    start = end;
  }
  return parts;
}

/** An international number, or letters (SMPP 3.4 §5.2.5, §5.2.6). */
function toAddress(text: string): Address {
  return /^\+?\d+$/.test(text) ? { ton: 1, npi: 1, addr: text.replace('+', '') } : { ton: 5, npi: 0, addr: text };
}
