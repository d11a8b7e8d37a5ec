import fc from 'fast-check';
import { createFramer, HEADER_OCTETS, MAX_FRAME_OCTETS } from '../../smpp/frame';

/** A frame of `octets` octets, its body filled with one value. */
function frameOf(octets: number, fill = 0): Buffer {
  const frame = Buffer.alloc(octets, fill);
  frame.writeUInt32BE(octets, 0);
  return frame;
}

/** The stream cut into chunks of these lengths; what is left over is the last chunk. */
function cut(stream: Buffer, lengths: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (const length of lengths) {
    chunks.push(stream.subarray(offset, offset + length));
    offset += length;
  }
  chunks.push(stream.subarray(Math.min(offset, stream.length)));
  return chunks;
}

const frames = fc.array(
  fc.tuple(fc.integer({ min: HEADER_OCTETS, max: 400 }), fc.nat(255)).map(([octets, fill]) => frameOf(octets, fill)),
  { maxLength: 20 },
);

describe('a framer', () => {
  it('gives the same PDUs however the stream is cut', () => {
    fc.assert(
      fc.property(frames, fc.array(fc.nat(120), { maxLength: 60 }), (expected, lengths) => {
        const framer = createFramer();
        const got = cut(Buffer.concat(expected), lengths).flatMap((chunk) => {
          const { frames: whole, error } = framer.push(chunk);
          expect(error).toBeUndefined();
          return [...whole];
        });
        expect(got).toEqual(expected);
      }),
    );
  });

  it('gives the same PDUs octet by octet', () => {
    const expected = [frameOf(16), frameOf(300, 7), frameOf(17, 255)];
    const framer = createFramer();
    const got = [...Buffer.concat(expected)].flatMap((octet) => [...framer.push(Buffer.from([octet])).frames]);
    expect(got).toEqual(expected);
  });

  it('takes the shortest and the longest PDU', () => {
    const { frames: whole, error } = createFramer().push(
      Buffer.concat([frameOf(HEADER_OCTETS), frameOf(MAX_FRAME_OCTETS)]),
    );
    expect(error).toBeUndefined();
    expect(whole.map((frame) => frame.length)).toEqual([HEADER_OCTETS, MAX_FRAME_OCTETS]);
  });

  it.each([0, 1, 15, MAX_FRAME_OCTETS + 1, 0x7fffffff, 0xffffffff])(
    'refuses a command_length of %i for good',
    (length) => {
      const framer = createFramer();
      const header = Buffer.alloc(HEADER_OCTETS);
      header.writeUInt32BE(length, 0);
      const first = framer.push(Buffer.concat([frameOf(20), header, frameOf(20)]));
      expect(first.frames).toEqual([frameOf(20)]);
      expect(first.error).toMatchObject({
        name: 'FramingError',
        length,
        message: expect.stringContaining(String(length)),
      });
      expect(framer.push(frameOf(20))).toEqual({ frames: [], error: first.error });
    },
  );

  it('refuses an insane length as soon as its four octets are there, over chunks too', () => {
    const framer = createFramer();
    expect(framer.push(Buffer.from([0, 0])).error).toBeUndefined();
    expect(framer.push(Buffer.from([0, 3])).error).toMatchObject({ name: 'FramingError', length: 3 });
  });

  it('never throws, whatever the octets', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
        const framer = createFramer();
        for (const chunk of chunks) {
          for (const frame of framer.push(Buffer.from(chunk)).frames) {
            expect(frame.readUInt32BE(0)).toBe(frame.length);
          }
        }
      }),
    );
  });
});
