import { encodeGsm7 } from './gsm7';
import { encodeLatin1 } from './latin1';
import { cutText, type Encoding, type LongMessages, maxParts, partCapacity } from './text';
import { encodeUcs2 } from './ucs2';

/** The parts of a text, ready for `submit_sm`. */

export interface Segment {
  /** 1-based. */
  readonly number: number;
  readonly total: number;
  /** The concatenation header to put before the body (then `esm_class` needs UDHI, 0x40), or null. */
  readonly udh: Buffer | null;
  /** Values of `sar_msg_ref_num`, `sar_total_segments` and `sar_segment_seqnum` (SMPP 3.4 §5.3.2.22–24), or null. */
  readonly sar: { readonly reference: number; readonly total: number; readonly number: number } | null;
  /** The body goes into the TLV `message_payload` instead of `short_message`. */
  readonly payload: boolean;
  readonly body: Buffer;
}

export interface Splitting {
  readonly encoding: Encoding;
  readonly longMessages: LongMessages;
}

const encode: Readonly<Record<Encoding, (text: string) => Buffer>> = {
  gsm7: encodeGsm7,
  latin1: encodeLatin1,
  ucs2: encodeUcs2,
};

interface Marks {
  readonly udh: Buffer | null;
  readonly sar: Segment['sar'];
}

/** How one of several parts says where it belongs. */
const marksOf: Readonly<
  Record<Exclude<LongMessages, 'payload'>, (reference: number, total: number, number: number) => Marks>
> = {
  // 3GPP TS 23.040 §9.2.3.24.1: length 5, element 0x00 of 3 octets
  udh8: (reference, total, number) => ({ udh: Buffer.from([5, 0x00, 3, reference & 0xff, total, number]), sar: null }),
  // 3GPP TS 23.040 §9.2.3.24.8: length 6, element 0x08 of 4 octets
  udh16: (reference, total, number) => ({
    udh: Buffer.from([6, 0x08, 4, (reference >> 8) & 0xff, reference & 0xff, total, number]),
    sar: null,
  }),
  sar: (reference, total, number) => ({ udh: null, sar: { reference: reference & 0xffff, total, number } }),
};

/**
 * Splits a text as `planText` planned it; the same text, splitting and reference always give the same parts, so that a retry can send
 * one of them again. `reference` ties the parts together: the low 8 bits of it with `udh8`, 16 otherwise.
 * Throws a RangeError for a text that `planText` would have refused.
 */
export function splitText(text: string, { encoding, longMessages }: Splitting, reference: number): Segment[] {
  const body = encode[encoding](text);
  const units = encoding === 'ucs2' ? body.length / 2 : body.length;
  if (units <= partCapacity[encoding].single) return [whole(body, false)];
  if (longMessages === 'payload') return [whole(body, true)];
  const ends = cutText(text, encoding, partCapacity[encoding][longMessages]);
  if (ends.length > maxParts)
    throw new RangeError(`the text takes ${ends.length} parts; a message has at most ${maxParts}`);
  return ends.map((end, index) => ({
    number: index + 1,
    total: ends.length,
    ...marksOf[longMessages](reference, ends.length, index + 1),
    payload: false,
    body: encode[encoding](text.slice(ends[index - 1] ?? 0, end)),
  }));
}

function whole(body: Buffer, payload: boolean): Segment {
  return { number: 1, total: 1, udh: null, sar: null, payload, body };
}
