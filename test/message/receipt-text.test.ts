import fc from 'fast-check';
import { encodeGsm7 } from '../../message/gsm7';
import { firstWord, looseWords, readReceiptText, scanLabels } from '../../message/receipt-text';
import { encodeUcs2 } from '../../message/ucs2';

const standard =
  'id:0221067780 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:Hi';
const values = {
  id: '0221067780',
  sub: '001',
  dlvrd: '001',
  submitdate: '2611231200',
  donedate: '2611231201',
  stat: 'DELIVRD',
  err: '000',
};
const read = (text: string) => Object.fromEntries(scanLabels(text).values);

it('finds every label of the standard form', () => {
  expect(read(standard)).toEqual(values);
});

it('finds the labels in any order and case', () => {
  const pieces = standard.replace(/ text:.*/, '').match(/(submit |done )?\w+:\S+/g)!;
  const shuffled = fc.shuffledSubarray(pieces, { minLength: pieces.length });
  const change = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.replace(/[a-z ]+:/g, (label) => label.toUpperCase()),
    (text) => text.replace(/[a-z]+:/g, (label) => label[0]!.toUpperCase() + label.slice(1)),
  );
  fc.assert(
    fc.property(shuffled, change, fc.constantFrom(' ', '\n', ', ', '; '), (order, recase, separator) => {
      expect(read(recase(order.join(separator)))).toEqual(values);
    }),
  );
});

it.each([
  ['labels in the text', 'id:1 stat:DELIVRD text:id:2 stat:UNDELIV', { id: '1', stat: 'DELIVRD' }],
  ['labels in a text that comes first', 'text:id:2 stat:UNDELIV', {}],
  ['a second occurrence', 'id:1 id:2 stat:DELIVRD stat:EXPIRED', { id: '1', stat: 'DELIVRD' }],
  ['labels inside words', 'valid:9 my-id:8 id:1', { id: '1' }],
  ['an empty value', 'id: stat: err:000', { err: '000' }],
  ['spaces around the colon', 'id : 1 Stat:  DELIVRD', { id: '1', stat: 'DELIVRD' }],
  ['underscores in labels', 'id:1 done_date:2611231200', { id: '1', donedate: '2611231200' }],
])('is not misled by %s', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});

it('takes words under no label for loose, but not those of the text', () => {
  expect(looseWords(scanLabels('id:UNDELIV done date:2611231200 DELIVRD err:000 text:EXPIRED'))).toEqual(['DELIVRD']);
  expect(looseWords(scanLabels('EXPIRED id:1'))).toEqual(['EXPIRED']);
});

it.each([
  ['A,B', 'A'],
  ['A B', 'A'],
  ['', null],
  [undefined, null],
])('reads the first word of %p as %p', (value, word) => {
  expect(firstWord(value)).toBe(word);
});

/** Packs septets into octets, 3GPP TS 23.038 §6.1.2.1. */
function pack(septets: Uint8Array): Buffer {
  const octets: number[] = [];
  let held = 0;
  let bits = 0;
  for (const septet of septets) {
    held |= septet << bits;
    bits += 7;
    if (bits >= 8) {
      octets.push(held & 0xff);
      held >>= 8;
      bits -= 8;
    }
  }
  if (bits > 0) octets.push(held);
  return Buffer.from(octets);
}

describe('whatever data_coding says, a body', () => {
  it.each([
    ['in latin1', Buffer.from(standard, 'latin1')],
    ['in latin1 with a NUL', Buffer.from(`${standard}\0`, 'latin1')],
    ['in UCS-2', encodeUcs2(standard)],
    ['in UCS-2 with a byte order mark', encodeUcs2(`\ufeff${standard}`)],
    ['in UCS-2, little end first', Buffer.from(standard, 'utf16le')],
    ['in UCS-2, cut in the middle of a letter', encodeUcs2(`${standard}!`).subarray(0, -1)],
    ['in packed septets', pack(encodeGsm7(standard))],
  ])('%s is read', (_, body) => {
    expect(Object.fromEntries(readReceiptText(body).values)).toEqual(values);
  });

  it('keeps the ids that GSM would garble', () => {
    expect(readReceiptText(Buffer.from('id:a_b@c$d stat:DELIVRD')).values.get('id')).toBe('a_b@c$d');
    expect(readReceiptText(encodeGsm7('id:a_b@c$d stat:DELIVRD')).values.get('id')).toBe('a_b@c$d');
  });

  it('of any octets is read without an exception', () => {
    const labels = fc.constantFrom('id:', 'stat:', 'text:', 'submit date:', 'id   ', '   ', '\0', 'done  ', ',,,');
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((octets) => Buffer.from(octets)),
      fc
        .array(fc.oneof(labels, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 })
        .map((all) => Buffer.from(all.join(''), 'latin1')),
    );
    fc.assert(
      fc.property(noise, (body) => {
        const text = readReceiptText(body);
        for (const value of text.values.values()) expect(value.trim()).not.toBe('');
      }),
    );
  });

  it.each(['id:', 'id ', 'submit ', ' ', 'text', '\0', 'a', 'id:a,', 'DELIVRD ', ',', '\t'])(
    'of 64 KB of %j is read as quickly as any other',
    (piece) => {
      const body = Buffer.alloc(65_535, piece);
      expect(looseWords(readReceiptText(body)).length).toBeLessThanOrEqual(65_535);
    },
  );
});
