/** Ways to damage a frame, as lines, bugs and bad will do. Each gives new octets and leaves the frame as it was. */
import type { Random } from './random';

export type Mutation = (frame: Buffer, random: Random, corpus: readonly Buffer[]) => Buffer;

/** The header's command_length made to fit the octets that are there. */
function relength(frame: Buffer): Buffer {
  const copy = Buffer.from(frame);
  if (copy.length >= 4) copy.writeUInt32BE(copy.length, 0);
  return copy;
}

/** Words that a reader of receipts might stumble over when there are many of them. */
const tokens = [
  'id:',
  'stat:',
  'text:',
  'submit date:',
  'done  date :',
  ' ',
  'DELIVRD ',
  '\0',
  'id:1 stat:DELIVRD ',
  ',',
  '9',
  'a-',
  '\xff',
];
const mostBody = 60_000;
const messagePayload = Buffer.of(0x04, 0x24);

/** Each keeps the frame's boundary true, so that what is inside is looked at. */
const inside: readonly Mutation[] = [
  function flipBits(frame, random) {
    const copy = Buffer.from(frame);
    for (let flips = 1 + random.below(8); flips > 0; flips--) {
      const at = 16 + random.below(Math.max(1, copy.length - 16));
      if (at < copy.length) copy[at] = (copy[at] as number) ^ (1 << random.below(8));
    }
    return copy;
  },
  function truncate(frame, random) {
    return relength(frame.subarray(0, 16 + random.below(Math.max(1, frame.length - 16))));
  },
  function insert(frame, random) {
    const at = 16 + random.below(frame.length - 15);
    const octets = Buffer.from(Array.from({ length: 1 + random.below(40) }, () => random.below(256)));
    return relength(Buffer.concat([frame.subarray(0, at), octets, frame.subarray(at)]));
  },
  function cutOut(frame, random) {
    const from = 16 + random.below(frame.length - 15);
    return relength(Buffer.concat([frame.subarray(0, from), frame.subarray(from + 1 + random.below(20))]));
  },
  /** An octet that may be a length (of short_message, of a UDH, of a TLV) or a NUL becomes an extreme. */
  function lieInside(frame, random) {
    const copy = Buffer.from(frame);
    if (copy.length > 16) copy[16 + random.below(copy.length - 16)] = random.pick([0, 1, 0x7f, 0x80, 0xfe, 0xff]);
    return copy;
  },
  function appendTlv(frame, random) {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(random.pick([0x001e, 0x0427, 0x0423, 0x0424, 0x020c, 0x020e, 0x020f, random.below(0x10000)]), 0);
    head.writeUInt16BE(random.pick([0, 1, 2, 200, 0xffff, random.below(300)]), 2);
    const value = Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)));
    return relength(Buffer.concat([frame, head, value]));
  },
  function splice(frame, random, corpus) {
    const other = random.pick(corpus);
    return relength(
      Buffer.concat([frame.subarray(0, random.below(frame.length)), other.subarray(random.below(other.length))]),
    );
  },
  function otherCommand(frame, random) {
    const copy = Buffer.from(frame);
    if (copy.length >= 8)
      copy.writeUInt32BE(random.pick([4, 5, 0x103, 0x80000004, 0x80000103, random.below(2 ** 32)]), 4);
    return copy;
  },
  /** A body of any size that says the same again and again, in message_payload. */
  function giant(frame, random) {
    const token = random.pick(tokens);
    const text = token.repeat(Math.floor(random.below(mostBody) / token.length));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(text.length);
    return relength(Buffer.concat([frame, messagePayload, length, Buffer.from(text, 'latin1')]));
  },
];

/** The length in the header lies: from here on no boundary is where it seems. */
function lieAboutLength(frame: Buffer, random: Random): Buffer {
  const copy = Buffer.from(frame);
  if (copy.length < 4) return copy;
  const lies = [
    random.below(16),
    16,
    copy.length - 1,
    copy.length + 1,
    copy.length + random.below(200),
    70_000,
    70_001,
    0xffffffff,
  ];
  copy.writeUInt32BE(random.pick(lies), 0);
  return copy;
}

/** Mutations that leave the stream's boundaries where they were, and, last, the one that doesn't. */
export const mutations: readonly Mutation[] = [...inside, lieAboutLength];

/** A frame of the corpus with one to three mutations; `boundaries` false lets the last of them lie about its length. */
export function mutant(corpus: readonly Buffer[], random: Random, boundaries: boolean): Buffer {
  let frame = random.pick(corpus);
  for (let times = 1 + random.below(3); times > 0; times--) {
    const damaged = random.pick(inside)(frame, random, corpus);
    if (damaged.length < 16 || damaged.length > 70_000) break;
    frame = relength(damaged);
  }
  return boundaries ? frame : lieAboutLength(frame, random);
}

/** Octets cut as TCP might cut them. */
export function cut(octets: Buffer, random: Random): Buffer[] {
  const chunks: Buffer[] = [];
  for (let from = 0; from < octets.length; ) {
    const size = random.pick([1, 3, 15, 64, 1460, 65_536, octets.length]);
    chunks.push(octets.subarray(from, from + size));
    from += size;
  }
  return chunks;
}
