import {
  getCountryCodeForRegionCode,
  getExample,
  getSupportedCallingCodes,
  getSupportedRegionCodes,
} from 'awesome-phonenumber';
import fc from 'fast-check';
import { judge, parseRecipient } from '../../message/address';

it.each([
  ['+61412345678', 'AU'],
  ['+15005550005', 'US'],
  ['+16135550123', 'CA'],
  ['+447700123456', 'GB'],
  ['+447781123456', 'GG'],
  ['+393123456789', 'IT'],
  ['+390612345678', 'IT'],
  ['+491701234567', 'DE'],
])('takes %s, of %s', (number, country) => {
  expect(parseRecipient(number)).toEqual({ ok: true, number, country });
});

it("takes every one of the simulator's numbers", () => {
  for (let i = 0; i < 10_000; i++) {
    const number = `+1500555${String(i).padStart(4, '0')}`;
    expect(parseRecipient(number)).toEqual({ ok: true, number, country: 'US' });
  }
});

it.each([
  [undefined, 'as a string'],
  [61412345678, 'as a string'],
  ['', 'empty'],
  ['61412345678', "does not start with '+'"],
  [' +61412345678', "does not start with '+'"],
  ['+61 412 345 678', 'other characters than digits'],
  ['+61412345678\n', 'other characters than digits'],
  ['+6141234567８', 'other characters than digits'],
  ['+0412345678', 'No country code starts with 0'],
  ['+', '0 digits'],
  ['+614123', '6 digits'],
  ['+6141234567890123', '16 digits'],
  ['+9991234567', 'country code'],
  ['+1613555012', 'too short'],
  ['+1613555012345', 'too long'],
  ['+4407911123456', 'trunk prefix'],
])('refuses %j and says why', (text, why) => {
  expect(parseRecipient(text)).toEqual({ ok: false, detail: expect.stringContaining(why) });
});

it('refuses with a sentence whatever is no number', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), fc.stringMatching(/^\+[0-9 ]{0,20}$/)), (text) => {
      const parsed = parseRecipient(text);
      if (parsed.ok) expect(parsed.number).toBe(text);
      else expect(parsed.detail).toMatch(/^[A-Z].+\.$/);
    }),
  );
});

describe('a verdict that is remembered', () => {
  const examples = getSupportedRegionCodes().flatMap((region) =>
    (['mobile', 'fixed-line', 'toll-free', 'voip', 'personal-number'] as const).flatMap((type) => {
      const callingCode = getCountryCodeForRegionCode(region);
      const number = example(region, type);
      return number === null ? [] : [{ number, code: `+${callingCode}` }];
    }),
  );

  function example(region: string, type: Parameters<typeof getExample>[1]): string | null {
    try {
      return getExample(region, type).number?.e164 ?? null;
    } catch {
      return null; // the library throws for a region without an example of the type
    }
  }

  /** Numbers near real ones: an example with some digits changed, or the trunk prefix put in. */
  const near = fc
    .tuple(
      fc.constantFrom(...examples),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 9 })), { maxLength: 6 }),
      fc.nat({ max: 9 }),
    )
    .map(([{ number, code }, changes, length]) => {
      const digits = [...number];
      for (const [at, digit] of changes) digits[code.length + (at % (digits.length - code.length))] = String(digit);
      if (length === 8) digits.splice(code.length, 0, '0');
      if (length === 9) digits.pop();
      return digits.join('');
    });
  const any = fc
    .tuple(fc.constantFrom(...getSupportedCallingCodes()), fc.stringMatching(/^[0-9]{4,12}$/))
    .map(([code, rest]) => `+${code}${rest}`.slice(0, 16));

  /** Another number that begins like this one. */
  const sibling = (number: string, tail: string) => number.slice(0, Math.max(8, number.length - tail.length)) + tail;

  function expectFullVerdict(number: string): void {
    const { problem, country } = judge(number);
    const full = problem === null ? { ok: true, number, country } : { ok: false, detail: problem };
    expect([number, parseRecipient(number)]).toEqual([number, full]);
  }

  it('is the one that a full parse gives', () => {
    const tails = fc.stringMatching(/^[0-9]{1,8}$/);
    fc.assert(
      fc.property(fc.oneof(near, any), tails, (number, tail) => {
        fc.pre(number.length >= 8 && number.length <= 16);
        expectFullVerdict(number);
        expectFullVerdict(sibling(number, tail).slice(0, 16));
      }),
      { numRuns: 3000 },
    );
  });
});
