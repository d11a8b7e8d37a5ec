import fc from 'fast-check';
import { encodeGsm7 } from '../../message/gsm7';
import { contentOf } from '../../message/inbound';
import { encodeUcs2 } from '../../message/ucs2';
import { inboundPart, partOf } from './sample-inbound';

/** Octets cut at these places, counted in units, as the parts of one message. */
function cut(octets: Buffer, unit: 1 | 2, at: readonly number[], patch: object) {
  const places = at.map((place) => unit * (place % (octets.length / unit + 1))).sort((a, b) => a - b);
  const ends = [...places, octets.length];
  return ends.map((end, index) =>
    partOf(index + 1, ends.length, { body: octets.subarray(ends[index - 1] ?? 0, end), ...patch }),
  );
}

const cuts = fc.array(fc.nat(), { minLength: 1, maxLength: 5 });

it('a GSM text is the same wherever it was cut, also between an escape and its character', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z€{}[\]~@ ]{1,60}$/), cuts, (text, at) => {
      expect(contentOf(cut(encodeGsm7(text), 1, at, {}))).toEqual({ text, data: null, charset: 'gsm7' });
    }),
  );
});

it('a UCS-2 text is the same wherever it was cut, also through a surrogate pair', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ж日😀👍 a]{1,60}$/u), cuts, (text, at) => {
      const parts = cut(encodeUcs2(text), 2, at, { charset: 'ucs2', dataCoding: 8 });
      expect(contentOf(parts)).toEqual({ text, data: null, charset: 'ucs2' });
    }),
  );
});

it('parts in different charsets are read each in its own', () => {
  const parts = [
    partOf(1, 2, { body: 'Hi @ '.replace('@', '\0') }),
    partOf(2, 2, { body: encodeUcs2('ж'), charset: 'ucs2' }),
  ];
  expect(contentOf(parts)).toEqual({ text: 'Hi @ ж', data: null, charset: 'ucs2' });
});

it('halves of a character on both sides of a missing part stay halves', () => {
  const pair = encodeUcs2('😀');
  const parts = [
    partOf(1, 3, { body: pair.subarray(0, 2), charset: 'ucs2' }),
    partOf(3, 3, { body: pair.subarray(2), charset: 'ucs2' }),
  ];
  expect(contentOf(parts).text).toBe('\ufffd\ufffd');
});

it('an odd number of octets spoils its own part only', () => {
  const parts = [
    partOf(1, 2, { body: Buffer.from('abc'), charset: 'ucs2' }),
    partOf(2, 2, { body: encodeUcs2('ж'), charset: 'ucs2' }),
  ];
  expect(contentOf(parts).text).toBe('abcж');
});

it('octets that are no text are handed on as they are', () => {
  const parts = [partOf(1, 2, { body: 'ab', charset: 'binary' }), partOf(2, 2, { body: 'cd', charset: 'binary' })];
  expect(contentOf(parts)).toEqual({ text: null, data: Buffer.from('abcd'), charset: 'binary' });
  expect(contentOf([inboundPart({ body: 'ab', charset: 'binary' })]).data).toEqual(Buffer.from('ab'));
});
