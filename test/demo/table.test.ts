import * as fc from 'fast-check';
import { endingsOf } from '../../demo/endings';
import { paintFor, plainPaint } from '../../demo/paint';
import { tableLines } from '../../demo/table';
import { statuses } from '../../message/status';
import { message, oneOfEach } from './message';

const table = (width = 100) => tableLines(endingsOf(oneOfEach()), plainPaint, width);
const firstWords = (lines: string[]) => lines.map((line) => /^ (\w+)/.exec(line)?.[1]?.toLowerCase());

it('has a row for each status in the order of the lifecycle', () => {
  const named = firstWords(table().slice(2)).filter((word) => word !== undefined);
  expect(named).toEqual(statuses);
});

it('says how many passed, how many ended, for whom as an example, and why', () => {
  expect(table()).toEqual(
    expect.arrayContaining([
      ' Status       Passed   Ended  Example                   Why',
      ' Queued            8       –  +15005550000 msg_…000000  Waiting in line to be sent',
      ' Accepted          6       –  +15005550000 msg_…000000  The carrier took it for delivery, delivery',
      ' Delivered         1       1  +15005550000 msg_…000000  It reached the handset',
      ' Undelivered       –       1  +15005550100 msg_…000003  The carrier could not deliver it (001)',
    ]),
  );
});

it('says each reason of a status on a line of its own, for how many and with an example', () => {
  const lines = table(120);
  const failed = lines.findIndex((line) => line.startsWith(' Failed'));
  expect(lines.slice(failed, failed + 2)).toEqual([
    ' Failed            –       2  +15005551400 msg_…000001  1 × The carrier deleted the message before delivering it (254)',
    '                              +15005551000 msg_…000002  1 × The carrier refused every attempt (ESME_RSYSERR)',
  ]);
});

it('says so where no message came', () => {
  const lines = tableLines(endingsOf([message()]), plainPaint, 100);
  expect(lines.find((line) => line.startsWith(' Read'))).toMatch(/–\s+–\s+No message came here$/);
});

it('is never wider than it may be, whatever the reasons are', () => {
  const texts = fc.string({ unit: 'grapheme-ascii', maxLength: 200 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 80, max: 140 }), (text, width) => {
      const failed = message({ status: 'failed', error: { message: text, carrier_code: '254' } });
      const lines = tableLines(endingsOf([failed]), plainPaint, width);
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    }),
  );
});

it('looks the same with colours as without, but for the colours', () => {
  const coloured = tableLines(endingsOf(oneOfEach()), paintFor({ isTTY: true }, {}), 100);
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9]+m`, 'g');
  expect(coloured.map((line) => line.replace(escapes, '').trimEnd())).toEqual(table());
  expect(coloured.join('')).not.toBe(table().join(''));
});

it.each([
  ['a pipe', { isTTY: false }, {}],
  ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }],
])('has no control codes on %s', (_where, stream, env) => {
  expect(paintFor(stream, env)('failed', 'text')).toBe('text');
});
