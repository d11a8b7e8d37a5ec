import fc from 'fast-check';
import { createFramer } from '../../simulator/frames';

const pduOf = (body: Uint8Array): Buffer => {
  const pdu = Buffer.concat([Buffer.alloc(16), body]);
  pdu.writeUInt32BE(pdu.length, 0);
  return pdu;
};

describe('a framer', () => {
  it('gives back the same PDUs however the stream is cut', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(bodies, fc.infiniteStream(fc.integer({ min: 1, max: 50 })), (all, cuts) => {
        const pdus = all.map(pduOf);
        const stream = Buffer.concat(pdus);
        const take = createFramer();
        const taken: Buffer[] = [];
        for (let at = 0; at < stream.length; ) {
          const end = at + cuts.next().value;
          taken.push(...take(stream.subarray(at, end)).pdus);
          at = end;
        }
        expect(taken).toEqual(pdus);
      }),
    );
  });

  it.each([0, 15, 70_001, 0xffffffff])(
    'gives what came before an impossible length of %d, and the length',
    (length) => {
      const bad = Buffer.alloc(4);
      bad.writeUInt32BE(length);
      const good = pduOf(Buffer.from('ok'));
      expect(createFramer()(Buffer.concat([good, bad]))).toEqual({ pdus: [good], badLength: length });
    },
  );
});
