import fc from 'fast-check';
import { isTimeZone, readReceiptDate } from '../../message/receipt-date';

const arrived = new Date('2026-11-23T12:00:00Z');
const read = (text: string, zone: number | string = 0, at = arrived) =>
  readReceiptDate(text, zone, at)?.toISOString() ?? null;

it.each([
  ['2611231200', '2026-11-23T12:00:00.000Z'],
  ['1701240904', '2017-01-24T09:04:00.000Z'],
  ['261123120059', '2026-11-23T12:00:59.000Z'],
  ['202611231159', '2026-11-23T11:59:00.000Z'],
  ['20110314181534', '2011-03-14T18:15:34.000Z'],
  ['180711070003912+', '2018-07-11T04:00:03.000Z'],
  ['180711070003912-', '2018-07-11T10:00:03.000Z'],
  ['2026-11-23 11:58:07', '2026-11-23T11:58:07.000Z'],
  ['2026/11/23T11:58', '2026-11-23T11:58:00.000Z'],
  [' 2611231200 trailing', '2026-11-23T12:00:00.000Z'],
  ['1795435200', '2026-11-23T12:00:00.000Z'], // Unix seconds: month 95 can't be meant
])('reads %s', (text, instant) => {
  expect(read(text)).toBe(instant);
});

it.each([
  '',
  '0000000000',
  '00000000000000',
  '2613231200',
  '2602301200',
  '2611232500',
  '26112312',
  'null',
  '000001000000000R',
])('reads no date in %j', (text) => {
  expect(read(text)).toBeNull();
});

it('takes the reading of 12 digits that is nearer to the arrival', () => {
  expect(read('201103141815', 0, new Date('2011-03-14T18:20:00Z'))).toBe('2011-03-14T18:15:00.000Z');
  expect(read('201103141815', 0, new Date('2020-11-03T14:20:00Z'))).toBe('2020-11-03T14:18:15.000Z');
});

it.each([
  [660, '2611231200', '2026-11-23T01:00:00.000Z'],
  [-300, '2611231200', '2026-11-23T17:00:00.000Z'],
  ['Australia/Sydney', '2611231200', '2026-11-23T01:00:00.000Z'],
  ['Australia/Sydney', '2607011200', '2026-07-01T02:00:00.000Z'],
  ['Asia/Kathmandu', '2611231200', '2026-11-23T06:15:00.000Z'],
  ['America/New_York', '2603080130', '2026-03-08T06:30:00.000Z'], // half an hour before summer time
  ['America/New_York', '2603080330', '2026-03-08T07:30:00.000Z'], // half an hour after
])('knows the zone %p', (zone, text, instant) => {
  expect(read(text, zone)).toBe(instant);
});

it('takes a zone that nobody knows for UTC', () => {
  expect(isTimeZone('Australia/Sydney')).toBe(true);
  expect(isTimeZone('Mars/Olympus')).toBe(false);
  expect(read('2611231200', 'Mars/Olympus')).toBe('2026-11-23T12:00:00.000Z');
});

it('finds every minute of the century again, in both short forms', () => {
  const minutes = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2099, 11, 31) / 60_000 });
  fc.assert(
    fc.property(minutes, (minute) => {
      const instant = new Date(minute * 60_000);
      const digits = instant.toISOString().replace(/[-:T]/g, '').slice(0, 14);
      expect(readReceiptDate(digits, 0, instant)).toEqual(instant);
      expect(readReceiptDate(digits.slice(2, 12), 0, instant)).toEqual(instant);
      expect(readReceiptDate(digits.slice(2), 0, instant)).toEqual(instant);
    }),
  );
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9+\-R :]{0,20}$/)), (text) => {
      const date = readReceiptDate(text, 'Europe/Paris', arrived);
      expect(date === null || !Number.isNaN(date.getTime())).toBe(true);
    }),
  );
});
