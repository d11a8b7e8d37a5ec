import { fateOf } from '../../simulator/fate';
import { parseMix } from '../../simulator/mix';
import { OUTCOMES } from '../../simulator/outcomes';

const mixed = OUTCOMES[5]!;

describe('the fate of a number', () => {
  it.each(OUTCOMES)('with code $code is its outcome, after its seconds', (outcome) => {
    for (const number of [`1500555${outcome.code}07`, `+1500555${outcome.code}07`]) {
      expect(fateOf(number, () => mixed, 250)).toEqual({ outcome, delay: 7000 });
    }
  });

  it.each(['+61400000001', '15005551600', '150055500000', '1500555000', '1500555000x', '+115005550000'])(
    'of another shape falls to the mix: %s',
    (number) => {
      expect(fateOf(number, () => mixed, 250)).toEqual({ outcome: mixed, delay: 250 });
    },
  );
});

function mixOf(text: string, seed?: number) {
  const parsed = parseMix(text, seed);
  if (parsed.kind === 'error') throw new Error(parsed.error);
  return (number: string) => parsed.mix(number).name;
}

describe('a mix', () => {
  const numbers = Array.from({ length: 20_000 }, (_, n) => String(61_400_000_000 + n));

  it('deals fates by their weights', () => {
    const names = numbers.map(mixOf('delivered=90,undelivered=9,read=1,none=0'));
    const share = (name: string) => names.filter((one) => one === name).length / names.length;
    expect(share('delivered')).toBeCloseTo(0.9, 1);
    expect(share('undelivered')).toBeCloseTo(0.09, 1);
    expect(share('read')).toBeGreaterThan(0.003);
    expect(share('read')).toBeLessThan(0.03);
    expect(share('none')).toBe(0);
  });

  it('deals the same fates for the same seed, and others for another', () => {
    const text = 'delivered=1,undelivered=1';
    expect(numbers.map(mixOf(text, 7))).toEqual(numbers.map(mixOf(text, 7)));
    expect(numbers.map(mixOf(text, 7))).not.toEqual(numbers.map(mixOf(text, 8)));
  });

  it.each([
    ['lost=1', /"lost" is no outcome; use one of delivered, /],
    ['', /"" is no outcome/],
    ['delivered', /"delivered" needs a weight/],
    ['delivered=-1', /"delivered=-1" needs a weight/],
    ['delivered=1=2', /needs a weight/],
    ['delivered=1,delivered=2', /"delivered" comes twice/],
    ['delivered=0', /add up to nothing/],
  ])('of no sense says why: %j', (text, error) => {
    expect(parseMix(text)).toEqual({ kind: 'error', error: expect.stringMatching(error) });
  });
});
