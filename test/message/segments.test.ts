import fc from 'fast-check';
import { decodeGsm7, gsm7Length } from '../../message/gsm7';
import { decodeLatin1 } from '../../message/latin1';
import { type Segment, splitText } from '../../message/segments';
import { type Encoding, type LongMessages, planText } from '../../message/text';
import { decodeUcs2 } from '../../message/ucs2';

it('sends a short text whole and unmarked', () => {
  expect(splitText('Hi €', { encoding: 'gsm7', longMessages: 'udh8' }, 7)).toEqual([
    { number: 1, total: 1, udh: null, sar: null, payload: false, body: Buffer.from('4869201b65', 'hex') },
  ]);
});

it.each([
  ['udh8', '050003340201', '050003340202'],
  ['udh16', '06080412340201', '06080412340202'],
])('marks the parts of a long text by %s', (longMessages, first, second) => {
  const parts = splitText('a'.repeat(200), { encoding: 'gsm7', longMessages: longMessages as LongMessages }, 0x1234);
  expect(parts.map((part) => part.udh?.toString('hex'))).toEqual([first, second]);
});

it('marks them by SAR, with nothing in the body', () => {
  const parts = splitText('я'.repeat(100), { encoding: 'ucs2', longMessages: 'sar' }, 0x51234);
  expect(parts.map((part) => part.sar)).toEqual([
    { reference: 0x1234, total: 2, number: 1 },
    { reference: 0x1234, total: 2, number: 2 },
  ]);
  expect(parts.map((part) => part.body.length)).toEqual([134, 66]);
});

it('puts a long text whole into the payload, and a short one not', () => {
  expect(splitText('a'.repeat(500), { encoding: 'gsm7', longMessages: 'payload' }, 1)).toMatchObject([
    { total: 1, udh: null, sar: null, payload: true, body: { length: 500 } },
  ]);
  expect(splitText('a', { encoding: 'gsm7', longMessages: 'payload' }, 1)).toMatchObject([{ payload: false }]);
});

it('refuses what no header can number', () => {
  expect(() => splitText('a'.repeat(255 * 153 + 1), { encoding: 'gsm7', longMessages: 'udh8' }, 1)).toThrow(RangeError);
});

const octetsOnAir = { gsm7: 7 / 8, latin1: 1, ucs2: 1 };
const headerOnAir = (part: Segment, longMessages: LongMessages) =>
  part.udh?.length ?? (longMessages === 'sar' && part.total > 1 ? 6 : 0);

const decoders: Readonly<Record<Encoding, (octets: Buffer) => string>> = {
  gsm7: decodeGsm7,
  latin1: decodeLatin1,
  ucs2: decodeUcs2,
};

it('makes as many parts as planned, each fit for 140 octets, that join to the text', () => {
  const characters = fc.oneof(
    { weight: 3, arbitrary: fc.array(fc.constantFrom('a', 'é', '€', '[', ' '), { minLength: 1, maxLength: 700 }) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom('a', 'ç', 'þ', ' '), { minLength: 1, maxLength: 700 }) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom('a', '€', 'я', '😀', '漢'), { minLength: 1, maxLength: 400 }) },
  );
  const longMessages = fc.constantFrom<LongMessages>('udh8', 'udh16', 'sar', 'payload');
  const alphabets = fc.constantFrom<Encoding[]>(['gsm7', 'ucs2'], ['latin1', 'ucs2'], ['gsm7', 'latin1', 'ucs2']);
  fc.assert(
    fc.property(characters, longMessages, alphabets, fc.nat({ max: 0xffffff }), (all, long, taken, reference) => {
      const planning = planText(all.join(''), {
        encoding: 'auto',
        smart: false,
        longMessages: long,
        maxSegments: 255,
        alphabets: taken,
      });
      if (!planning.ok) throw new Error(planning.error.code);
      const { text, encoding, parts } = planning.plan;
      const segments = splitText(text, { encoding, longMessages: long }, reference);
      expect(segments).toHaveLength(parts);
      expect(segments.map(({ body }) => decoders[encoding](body)).join('')).toBe(text);
      expect(splitText(text, { encoding, longMessages: long }, reference)).toEqual(segments);
      for (const [index, part] of segments.entries()) {
        expect([part.number, part.total]).toEqual([index + 1, parts]);
        if (part.payload) continue;
        expect(headerOnAir(part, long) + part.body.length * octetsOnAir[encoding]).toBeLessThanOrEqual(140);
      }
    }),
  );
});

it('no part begins or ends inside a surrogate pair or between an escape and its character', () => {
  const texts = fc.oneof(
    fc.array(fc.constantFrom('a', '€', '[', '\\'), { minLength: 150, maxLength: 400 }),
    fc.array(fc.constantFrom('я', '😀', '𝄞', '👍🏽'), { minLength: 66, maxLength: 200 }),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom<LongMessages>('udh8', 'udh16', 'sar'), (characters, longMessages) => {
      const text = characters.join('');
      const encoding = gsm7Length(text) < 0 ? 'ucs2' : 'gsm7';
      for (const { body } of splitText(text, { encoding, longMessages }, 1)) {
        if (encoding === 'gsm7') expect(body.at(-1)).not.toBe(0x1b);
        else expect(decodeUcs2(body)).not.toMatch(/\p{Cs}/u);
      }
    }),
  );
});
