import { decodeGsm7, encodeGsm7, gsm7Length } from '../../message/gsm7';

/**
 * 3GPP TS 23.038 §6.2.1, typed in from the specification as Unicode code points and not from our table: one row for each high digit of the
 * septet, with its low digits 0 to F from left to right. 1B is the escape.
 */
const table = `
  0040 00A3 0024 00A5 00E8 00E9 00F9 00EC 00F2 00C7 000A 00D8 00F8 000D 00C5 00E5
  0394 005F 03A6 0393 039B 03A9 03A0 03A8 03A3 0398 039E ---- 00C6 00E6 00DF 00C9
  0020 0021 0022 0023 00A4 0025 0026 0027 0028 0029 002A 002B 002C 002D 002E 002F
  0030 0031 0032 0033 0034 0035 0036 0037 0038 0039 003A 003B 003C 003D 003E 003F
  00A1 0041 0042 0043 0044 0045 0046 0047 0048 0049 004A 004B 004C 004D 004E 004F
  0050 0051 0052 0053 0054 0055 0056 0057 0058 0059 005A 00C4 00D6 00D1 00DC 00A7
  00BF 0061 0062 0063 0064 0065 0066 0067 0068 0069 006A 006B 006C 006D 006E 006F
  0070 0071 0072 0073 0074 0075 0076 0077 0078 0079 007A 00E4 00F6 00F1 00FC 00E0`;

/** 3GPP TS 23.038 §6.2.1.1: the extension table, septet behind the escape → code point. */
const extension = {
  '0A': '000C',
  '14': '005E',
  '28': '007B',
  '29': '007D',
  '2F': '005C',
  '3C': '005B',
  '3D': '007E',
  '3E': '005D',
  '40': '007C',
  '65': '20AC',
};

const char = (codePoint: string) => String.fromCodePoint(Number.parseInt(codePoint, 16));

const rows = table.trim().split(/\s+/);
const basic = rows.flatMap((codePoint, septet) => (codePoint === '----' ? [] : [{ septet, char: char(codePoint) }]));

it('the table is whole: 128 places, one of them the escape', () => {
  expect(rows).toHaveLength(128);
  expect(rows.indexOf('----')).toBe(0x1b);
  expect(new Set(basic.map(({ char }) => char)).size).toBe(127);
});

it.each(basic)('septet $septet is $char, both ways', ({ septet, char }) => {
  expect([...encodeGsm7(char)]).toEqual([septet]);
  expect(decodeGsm7(Uint8Array.of(septet))).toBe(char);
});

it.each(Object.entries(extension))('the escape and septet %s are U+%s, both ways', (septet, codePoint) => {
  const octets = Uint8Array.of(0x1b, Number.parseInt(septet, 16));
  expect(new Uint8Array(encodeGsm7(char(codePoint)))).toEqual(octets);
  expect(decodeGsm7(octets)).toBe(char(codePoint));
});

it('every other UTF-16 code unit is outside the alphabet', () => {
  const inside = new Set([...basic.map(({ char }) => char), ...Object.values(extension).map(char)]);
  for (let unit = 0; unit < 0x10000; unit++) {
    const text = String.fromCharCode(unit);
    if (gsm7Length(text) < 0 === inside.has(text)) throw new Error(`U+${unit.toString(16)}`);
  }
});

it('behind the escape, a septet that the extension table lacks shows as that of the basic table', () => {
  const shown = basic.filter(({ septet }) => !(septet.toString(16).toUpperCase().padStart(2, '0') in extension));
  for (const { septet, char } of shown) expect(decodeGsm7(Uint8Array.of(0x1b, septet))).toBe(char);
});
