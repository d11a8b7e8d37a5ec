import fc from 'fast-check';
import { sum, toAmount, toMillionths } from '../../message/money';

it.each([
  ['0.0450', 45_000n, '0.0450'],
  ['0.045000', 45_000n, '0.0450'],
  ['1', 1_000_000n, '1.0000'],
  ['0.000001', 1n, '0.000001'],
  ['12.00010', 12_000_100n, '12.0001'],
  ['9999999999.999999', 9_999_999_999_999_999n, '9999999999.999999'],
])('reads %s and writes it back', (text, millionths, written) => {
  expect(toMillionths(text)).toBe(millionths);
  expect(toAmount(millionths)).toBe(written);
});

it('loses nothing on the way out and in', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), (amount) => toMillionths(toAmount(amount)) === amount),
  );
});

it.each([
  ['nothing', [], { price: null, currency: null }],
  ['what has no price', [{ price: null, currency: null }], { price: null, currency: null }],
  [
    'tenths that floats get wrong',
    ['0.1', '0.2'].map((price) => ({ price, currency: 'AUD' })),
    { price: '0.3000', currency: 'AUD' },
  ],
  ['two currencies', ['AUD', 'EUR'].map((currency) => ({ price: '1', currency })), { price: null, currency: null }],
])('adds up %s', (_what, messages, expected) => {
  expect(sum(messages)).toEqual(expected);
});
