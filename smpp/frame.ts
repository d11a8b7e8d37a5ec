/** Where one PDU ends and the next begins, over chunks that TCP cuts as it likes (SMPP 3.4 §3.2, command_length). */

/** Header only: command_length, command_id, command_status, sequence_number (SMPP 3.4 §3.2). */
export const HEADER_OCTETS = 16;

/** Room for a message_payload of 64 KiB and all else; more is not a PDU but a lost frame boundary. */
export const MAX_FRAME_OCTETS = 70_000;

const LENGTH_OCTETS = 4;

/** Fatal: no later boundary in the stream can be trusted. */
export interface FramingError {
  readonly name: 'FramingError';
  readonly message: string;
  /** The command_length that was read. */
  readonly length: number;
}

export interface FramedChunk {
  /** Whole PDUs, in order. Views of the chunk where they can be, so the chunk lives as long as they do. */
  readonly frames: readonly Buffer[];
  /** Set once the boundaries are lost; the frames before it are still good, and every later chunk gives it again. */
  readonly error?: FramingError;
}

export interface Framer {
  /** Takes the next octets of the stream and gives every PDU they complete. */
  push(chunk: Buffer): FramedChunk;
}

/**
 * A framer for one connection. Each octet is copied at most once, and only one unfinished PDU is ever held: a PDU that
 * spans chunks gets one buffer of its final size, once its length is known and found sane.
 */
export function createFramer(maxOctets: number = MAX_FRAME_OCTETS): Framer {
  const lengthOctets = Buffer.alloc(LENGTH_OCTETS);
  let lengthFilled = 0;
  let unfinished: Buffer | undefined;
  let filled = 0;
  let error: FramingError | undefined;

  const insane = (length: number): FramingError => ({
    name: 'FramingError',
    message: `command_length ${length} is not within ${HEADER_OCTETS}..${maxOctets}: the PDU boundary is lost, reconnect`,
    length,
  });

  /** Copies what the unfinished PDU still lacks; gives it back when that completes it. */
  const fill = (chunk: Buffer, from: number): Buffer | undefined => {
    const whole = unfinished as Buffer;
    filled += chunk.copy(whole, filled, from, from + whole.length - filled);
    if (filled < whole.length) return undefined;
    unfinished = undefined;
    return whole;
  };

  /** Starts a buffer for a PDU whose end isn't here yet. */
  const begin = (length: number, head: Buffer): void => {
    unfinished = Buffer.allocUnsafeSlow(length);
    filled = head.copy(unfinished, 0);
  };

  const cut = (chunk: Buffer, frames: Buffer[]): FramingError | undefined => {
    let offset = 0;
    if (!unfinished && lengthFilled > 0) {
      const copied = chunk.copy(lengthOctets, lengthFilled);
      lengthFilled += copied;
      offset = copied;
      if (lengthFilled < LENGTH_OCTETS) return undefined;
      lengthFilled = 0;
      const length = lengthOctets.readUInt32BE(0);
      if (length < HEADER_OCTETS || length > maxOctets) return insane(length);
      begin(length, lengthOctets);
    }
    if (unfinished) {
      const lacking = unfinished.length - filled;
      const whole = fill(chunk, offset);
      if (!whole) return undefined;
      offset += lacking;
      frames.push(whole);
    }
    while (chunk.length - offset >= LENGTH_OCTETS) {
      const length = chunk.readUInt32BE(offset);
      if (length < HEADER_OCTETS || length > maxOctets) return insane(length);
      if (chunk.length - offset < length) {
        begin(length, chunk.subarray(offset));
        return undefined;
      }
      frames.push(chunk.subarray(offset, offset + length));
      offset += length;
    }
    lengthFilled = chunk.copy(lengthOctets, 0, offset);
    return undefined;
  };

  return {
    push(chunk) {
      const frames: Buffer[] = [];
      error ??= cut(chunk, frames);
      return error ? { frames, error } : { frames };
    },
  };
}
