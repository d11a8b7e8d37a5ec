import fc from 'fast-check';
import { parseSender } from '../../message/sender';

it.each([
  ['ACME', 'alphanumeric', 'ACME', 5, 0],
  ['Acme & Co.', 'alphanumeric', 'Acme & Co.', 5, 0],
  ['ABCDEFGHIJK', 'alphanumeric', 'ABCDEFGHIJK', 5, 0],
  ['a', 'alphanumeric', 'a', 5, 0],
  ['4you', 'alphanumeric', '4you', 5, 0],
  ['+61412345678', 'international', '61412345678', 1, 1],
  ['61412345678', 'international', '61412345678', 1, 1],
  ['123456789012345', 'international', '123456789012345', 1, 1],
  ['0412345678', 'national', '0412345678', 2, 1],
  ['123', 'short_code', '123', 3, 0],
  ['00123', 'short_code', '00123', 3, 0],
  ['12345678', 'short_code', '12345678', 3, 0],
])('takes %j as %s', (text, kind, address, ton, npi) => {
  expect(parseSender(text)).toEqual({ ok: true, sender: { kind, address, ton, npi } });
});

it.each([
  [undefined, 'not a string'],
  [123, 'not a string'],
  ['', 'empty'],
  ['ABCDEFGHIJKL', 'longer than 11'],
  ['AC\0ME', 'control character'],
  ['ACME\n', 'control character'],
  ['ACMÉ', 'outside ASCII'],
  ['\u0100CME', 'outside ASCII'],
  [' ACME', 'space'],
  ['ACME ', 'space'],
  ['12', 'digits'],
  ['1234567890123456', 'digits'],
  ['+0412345678', 'digits'],
  ['12-34', 'neither a number nor has a letter'],
  ['A@B', 'sign that is not allowed'],
  ['A;B', 'sign that is not allowed'],
])('refuses %j: %s', (text, why) => {
  expect(parseSender(text)).toEqual({ ok: false, detail: expect.stringContaining(why) });
});

it('lets nothing through that could rewrite a PDU', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 13 }), fc.stringMatching(/^[ -~]{0,12}$/)), (text) => {
      const parsed = parseSender(text);
      if (parsed.ok) expect(parsed.sender.address).toMatch(/^[A-Za-z0-9 .&+!_-]{1,15}$/);
      else expect(parsed.detail).toMatch(/^The sender .+\.$|^The sender .+'\+'\.$/);
    }),
  );
});
