const HEADER = 16;
/** A message_payload of 64 KiB, its fields and some TLVs fit; anything above is not SMPP. */
const LONGEST = 70_000;

/** What came out of a chunk: whole PDUs, and the first impossible `command_length`, after which nothing can be read any more. */
export interface Frames {
  readonly pdus: readonly Buffer[];
  readonly badLength?: number;
}

/** Cuts a byte stream into PDUs (SMPP 3.4 §3.2): hand it each chunk as it comes, it keeps what is not yet whole. */
export function createFramer(): (chunk: Buffer) => Frames {
  let rest: Buffer | undefined;
  return (chunk) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    const pdus: Buffer[] = [];
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = bytes.readUInt32BE(at);
      if (length < HEADER || length > LONGEST) return { pdus, badLength: length };
      if (bytes.length - at < length) break;
      pdus.push(bytes.subarray(at, at + length));
      at += length;
    }
    rest = at < bytes.length ? bytes.subarray(at) : undefined;
    return { pdus };
  };
}
