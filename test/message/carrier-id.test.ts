import fc from 'fast-check';
import { type IdRule, idAliases, normalizeCarrierId } from '../../message/carrier-id';

describe('ids of the response and of the receipt', () => {
  const same: [string, IdRule, string, string][] = [
    ['as text', 'text', 'a_b@1', 'a_b@1'],
    ['padded as a C-string', 'text', 'A1\0\0', ' A1 '],
    ['hex in the response', 'hex_response', '812FC7470000001B', '9308878062554710043'],
    ['hex with zeros and 0x', 'hex_response', '0x00ff', '0255'],
    ['decimal in the response', 'decimal_response', '9308878062554710043', '812fc7470000001b'],
    ['without case', 'ignore_case', 'abC1', 'ABc1'],
    ['without leading zeros', 'ignore_leading_zeros', '000123', '123'],
    ['without case and zeros', ['ignore_case', 'ignore_leading_zeros'], '00ab', 'AB'],
    ['of zeros alone', 'ignore_leading_zeros', '000', '0'],
    ['hex in the response that is none', ['hex_response', 'ignore_case'], 'x-Y', 'X-y'],
  ];
  it.each(same)('match %s', (_, rule, response, receipt) => {
    expect(normalizeCarrierId(response, rule, 'response')).toBe(normalizeCarrierId(receipt, rule, 'receipt'));
  });

  const different: [string, IdRule, string, string][] = [
    ['case', 'text', 'ab', 'AB'],
    ['leading zeros', 'text', '0123', '123'],
    ['the base', 'text', 'ff', '255'],
    ['the base, even when both are digits', 'hex_response', '10', '10'],
  ];
  it.each(different)('differ by %s unless the profile says otherwise', (_, rule, response, receipt) => {
    expect(normalizeCarrierId(response, rule, 'response')).not.toBe(normalizeCarrierId(receipt, rule, 'receipt'));
  });

  it('match in any base for every 64-bit id', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (id) => {
        const [hex, decimal] = [id.toString(16).toUpperCase().padStart(16, '0'), id.toString()];
        expect(normalizeCarrierId(hex, 'hex_response', 'response')).toBe(decimal);
        expect(normalizeCarrierId(hex, 'decimal_response', 'receipt')).toBe(decimal);
      }),
    );
  });

  it('become short printable ASCII, whatever they were', () => {
    const rules = fc.constantFrom<IdRule>('text', 'hex_response', 'decimal_response', [
      'ignore_case',
      'ignore_leading_zeros',
    ]);
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.stringMatching(/^[0-9a-f]{50,70}$/)),
        rules,
        (id, rule) => {
          expect(normalizeCarrierId(id, rule, 'receipt')).toMatch(/^[\x20-\x7e]{0,64}$/);
        },
      ),
    );
  });
});

describe('aliases of a receipt id', () => {
  it('hold the hex of a decimal id, in either case, bare and padded', () => {
    expect(idAliases('9308878062554710043')).toEqual(expect.arrayContaining(['812FC7470000001B', '812fc7470000001b']));
    expect(idAliases('255')).toEqual(expect.arrayContaining(['ff', 'FF', '000000FF', '00000000000000ff']));
  });

  it('hold the decimal of a hex id and the other case', () => {
    expect(idAliases('812FC7470000001B')).toEqual(expect.arrayContaining(['9308878062554710043', '812fc7470000001b']));
  });

  it('hold the id without its leading zeros, and with them', () => {
    expect(idAliases('0000000123')).toContain('123');
    expect(idAliases('123')).toContain('0000000123');
  });

  it('are in the form that is stored', () => {
    expect(idAliases('255', 'ignore_case')).toContain('FF');
    expect(idAliases('255', 'ignore_case')).not.toContain('ff');
  });

  it('are few, distinct, and never the id itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9a-fA-F]{1,70}$/)), (id) => {
        const aliases = idAliases(id);
        expect(aliases.length).toBeLessThanOrEqual(16);
        expect(new Set(aliases).size).toBe(aliases.length);
        expect(aliases).not.toContain(normalizeCarrierId(id, 'text', 'receipt'));
      }),
    );
  });
});
