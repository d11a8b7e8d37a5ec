import fc from 'fast-check';
import { encodings } from 'smpp';
import { decodeGsm7, encodeGsm7, septetsOf } from '../../message/gsm7';
import { decodeLatin1, encodeLatin1, isLatin1 } from '../../message/latin1';
import { planText } from '../../message/text';
import { decodeUcs2, encodeUcs2 } from '../../message/ucs2';

/** Our codecs beside those of the smpp package, which were written by others from the same specifications. */

const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
const gsm7Text = fc.string({ unit: fc.constantFrom(...units.filter((unit) => septetsOf(unit.charCodeAt(0)) > 0)) });
const latin1Text = fc.string({ unit: fc.constantFrom(...units.filter(isLatin1)) });
const anyText = fc.string({ unit: 'binary' });

describe('GSM 7-bit', () => {
  it('every text of the alphabet becomes the same octets', () => {
    fc.assert(fc.property(gsm7Text, (text) => encodeGsm7(text).equals(encodings.ASCII.encode(text))));
  });

  it('these octets become the same text', () => {
    fc.assert(
      fc.property(gsm7Text, (text) => decodeGsm7(encodeGsm7(text)) === encodings.ASCII.decode(encodeGsm7(text))),
    );
  });

  it('every single octet is read alike, but those that are no septet and the escape', () => {
    const differing = Array.from({ length: 256 }, (_, octet) => octet).filter(
      (octet) => decodeGsm7(Uint8Array.of(octet)) !== encodings.ASCII.decode(Buffer.of(octet)),
    );
    // 0x80 and up: the package shows a space, we show that something was lost. The escape: it shows the control, we a space (§6.2.1).
    expect(differing).toEqual([0x1b, ...Array.from({ length: 128 }, (_, index) => 128 + index)]);
  });

  it('behind the escape the package leaves the control in the text where the specification wants the basic character', () => {
    const differing = Array.from({ length: 128 }, (_, septet) => septet).filter(
      (septet) => decodeGsm7(Uint8Array.of(0x1b, septet)) !== encodings.ASCII.decode(Buffer.of(0x1b, septet)),
    );
    for (const septet of differing) {
      const theirs = encodings.ASCII.decode(Buffer.of(0x1b, septet));
      expect(theirs).toBe(`\x1b${encodings.ASCII.decode(Buffer.of(septet))}`);
    }
    expect(differing).toHaveLength(128 - 10);
  });

  it.each(['я', '😀', 'ç', '\0', '\t'])(
    'the package turns %j, which is not in the alphabet, into "@"; we refuse it',
    (text) => {
      expect(encodings.ASCII.encode(text)).toEqual(Buffer.alloc(text.length));
      expect(() => encodeGsm7(text)).toThrow(RangeError);
    },
  );

  it('the package lets an escape in a text through, so that it swallows its neighbour; we refuse it', () => {
    expect(encodings.ASCII.decode(encodings.ASCII.encode('\x1be'))).toBe('€');
    expect(() => encodeGsm7('\x1be')).toThrow(RangeError);
  });
});

it('Latin-1: every text of the alphabet becomes the same octets, and these the same text', () => {
  fc.assert(
    fc.property(latin1Text, (text) => {
      const octets = encodeLatin1(text);
      expect(octets.equals(encodings.LATIN1.encode(text))).toBe(true);
      expect(decodeLatin1(octets)).toBe(encodings.LATIN1.decode(octets));
    }),
  );
});

it('UCS-2: every well-formed text becomes the same octets, and these the same text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const octets = encodeUcs2(text);
      expect(octets.equals(encodings.UCS2.encode(text))).toBe(true);
      expect(decodeUcs2(octets)).toBe(encodings.UCS2.decode(octets));
    }),
  );
});

it('the alphabet of a text is the same, where there are no controls in it', () => {
  const names = { gsm7: 'ASCII', latin1: 'LATIN1', ucs2: 'UCS2' } as const;
  const printable = (text: string) => !/[\p{Cc}]/u.test(text) && text !== '';
  const alphabets = ['gsm7', 'latin1', 'ucs2'] as const;
  const options = { encoding: 'auto', smart: false, longMessages: 'udh8', maxSegments: 255, alphabets } as const;
  fc.assert(
    fc.property(fc.oneof(gsm7Text, latin1Text, anyText).filter(printable), (text) => {
      const planning = planText(text, options);
      if (!planning.ok) throw new Error(planning.error.code);
      expect(names[planning.plan.encoding]).toBe(encodings.detect(text));
    }),
  );
});
