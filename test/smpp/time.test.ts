import fc from 'fast-check';
import { absoluteTime, relativeTime } from '../../smpp/time';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

it.each([
  // The digits of the specification's example, read as an instant (SMPP 3.4 §7.1.1.1).
  ['2002-06-10T23:34:29.000Z', '020610233429000+'],
  ['2002-06-10T23:34:29.099Z', '020610233429000+'],
  ['2002-06-10T23:34:29.999Z', '020610233429900+'],
  ['2026-01-02T03:04:05.678Z', '260102030405600+'],
  ['2024-02-29T00:00:00.000Z', '240229000000000+'],
  ['2000-01-01T00:00:00.000Z', '000101000000000+'],
  ['2099-12-31T23:59:59.900Z', '991231235959900+'],
])('writes %s as %s', (instant, written) => {
  expect(absoluteTime(new Date(instant))).toBe(written);
});

it.each([
  // The example of SMPP 3.4 §7.1.1.2 without its years and months: 10 days, 23 hours, 34 minutes, 29 seconds.
  [10 * day + 23 * hour + 34 * minute + 29 * second, '000010233429000R'],
  [second, '000000000001000R'],
  [second + 1, '000000000002000R'],
  [59 * second, '000000000059000R'],
  [minute, '000000000100000R'],
  [hour, '000000010000000R'],
  [day, '000001000000000R'],
  [30 * day, '000030000000000R'],
  [31 * day + 23 * hour + 59 * minute + 59 * second, '000031235959000R'],
])('writes %i ms as %s', (span, written) => {
  expect(relativeTime(span)).toBe(written);
});

it.each([0, 1, -1, -day])('writes %i ms as one second: all zeros would say that nothing is given', (span) => {
  expect(relativeTime(span)).toBe('000000000001000R');
});

it.each([32 * day, 400 * day, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY])(
  'writes %d ms as the longest that days can say',
  (span) => {
    expect(relativeTime(span)).toBe('000031235959000R');
  },
);

it('a span is never written shorter than it is, nor by more than a second longer', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 31 * day }), (span) => {
      const [, days, hours, minutes, seconds] = /^0000(\d\d)(\d\d)(\d\d)(\d\d)000R$/.exec(relativeTime(span)) ?? [];
      const read = Number(days) * day + Number(hours) * hour + Number(minutes) * minute + Number(seconds) * second;
      expect(read).toBeGreaterThanOrEqual(span);
      expect(read).toBeLessThan(span + second);
    }),
  );
});

it('an instant reads back to its tenth of a second', () => {
  const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, (instant) => {
      const [, year, month, date, hours, minutes, seconds, tenth] =
        /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d)00\+$/.exec(absoluteTime(instant)) ?? [];
      const read = Date.parse(`20${year}-${month}-${date}T${hours}:${minutes}:${seconds}.${tenth}00Z`);
      expect(read).toBe(Math.floor(instant.getTime() / 100) * 100);
    }),
  );
});
