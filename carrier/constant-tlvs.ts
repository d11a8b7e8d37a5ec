import { z } from 'zod';
import { TLV, tlvInteger } from '../smpp/tlv';
import { textLike, wholeNumber } from './field';

/** Optional parameters that a carrier wants on every `submit_sm`: a tag and a value that never changes (SMPP 3.4 §5.3). */

/** Tags whose values differ from part to part: other settings make them. */
const ours: ReadonlyMap<number, string> = new Map([
  [TLV.user_message_reference, 'submit.user_message_reference'],
  [TLV.sar_msg_ref_num, 'long_messages: sar'],
  [TLV.sar_total_segments, 'long_messages: sar'],
  [TLV.sar_segment_seqnum, 'long_messages: sar'],
  [TLV.message_payload, 'long_messages: payload'],
  [TLV.ms_validity, 'submit.ms_validity'],
]);

const isTag = (text: string) =>
  /^(0x[0-9a-f]{1,4}|[0-9]{1,5})$/i.test(text) && Number(text) >= 1 && Number(text) <= 0xffff;

const tag = z
  .string()
  .refine(isTag, { error: 'a tag from 0x1 to 0xffff, such as 0x1400 or 5120' })
  .refine((text) => !isTag(text) || !ours.has(Number(text)), {
    error: ({ input }) => `a tag that no other setting makes; this one is made by ${ours.get(Number(input))}`,
  });

const hex = textLike(/^([0-9a-f]{2}){0,255}$/i, 'up to 255 octets in hex, two digits each, in quotes');
const text = textLike(/^[\x20-\x7e]{0,254}$/, 'up to 254 printable ASCII characters in quotes');

/** How a value may be written, and the octets that it becomes. One way a value. */
const value = z.union(
  [
    z.strictObject({ hex }).transform(({ hex }) => Buffer.from(hex, 'hex')),
    z.strictObject({ text }).transform(({ text }) => Buffer.from(text, 'latin1')),
    z.strictObject({ c_string: text }).transform(({ c_string }) => Buffer.from(`${c_string}\0`, 'latin1')),
    z.strictObject({ int8: wholeNumber(0, 0xff) }).transform(({ int8 }) => tlvInteger(int8, 1)),
    z.strictObject({ int16: wholeNumber(0, 0xffff) }).transform(({ int16 }) => tlvInteger(int16, 2)),
    z.strictObject({ int32: wholeNumber(0, 0xffffffff) }).transform(({ int32 }) => tlvInteger(int32, 4)),
  ],
  {
    error:
      '{ hex: "0a0b" }, { text: "abc" }, { c_string: "abc" } (with its NUL), { int8: 1 }, { int16: 1 } or { int32: 1 }',
  },
);

/** Tags in hex or decimal → values. Read: tag → octets, in the order of tags. */
export const constantTlvsSchema = z
  .record(tag, value, { error: 'tags and their values, such as { 0x1400: { text: "1101" } }' })
  .refine((rows) => new Set(Object.keys(rows).map(Number)).size === Object.keys(rows).length, {
    error: 'each tag once, whether in hex or decimal',
  })
  .transform((rows) => {
    const tlvs = Object.entries(rows).map(([tag, octets]): [number, Buffer] => [Number(tag), octets]);
    return new Map(tlvs.sort(([a], [b]) => a - b));
  });

export const constantTlvsExpected = 'tag → { hex }, { text }, { c_string }, { int8 }, { int16 } or { int32 }';
