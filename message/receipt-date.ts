/**
 * The dates of a receipt. The standard's is `YYMMDDhhmm` (SMPP 3.4 appendix B) with no word on the time zone; carriers also write 12 and
 * 14 digits, SMPP absolute times (§7.1.1), separators, Unix seconds, and zeros for "none".
 */

/** Minutes east of UTC, or an IANA name such as `Australia/Sydney`. */
export type TimeZone = number | string;

const minute = 60_000;
const day = 24 * 60 * minute;

/** How far from its arrival a receipt's date may plausibly be, when it could also be read another way. */
const plausible = 30 * day;

type Fields = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

/**
 * The instant that a date in a receipt names, or null when it can't be read (that is no reason to lose the receipt).
 * Where digits read two ways, the reading nearer to the receipt's arrival is taken.
 */
export function readReceiptDate(text: string, timeZone: TimeZone, arrivedAt: Date): Date | null {
  const [first = '', second = ''] = text.trim().slice(0, 40).split(/\s+/, 2);
  return readToken(first, timeZone, arrivedAt) ?? readToken(first + second, timeZone, arrivedAt);
}

function readToken(token: string, timeZone: TimeZone, arrivedAt: Date): Date | null {
  const absolute = /^([0-9]{12})[0-9]([0-9]{2})([+-])$/.exec(token);
  if (absolute) {
    const [, digits = '', quarters = '', sign] = absolute;
    return toInstant(fields(digits, 2), Number(quarters) * (sign === '-' ? -15 : 15));
  }
  const digits = token.replace(/[-/.:T]|Z$/g, '');
  if (!/^[0-9]{10,14}$/.test(digits)) return null;
  const zone = token.endsWith('Z') ? 0 : timeZone;
  switch (digits.length) {
    case 10:
      return shortDate(digits, zone, arrivedAt);
    case 12:
      return nearest([toInstant(fields(digits, 2), zone), toInstant(fields(digits, 4), zone)], arrivedAt);
    case 14:
      return toInstant(fields(digits, 4), zone);
    default:
      return null;
  }
}

/** `YYMMDDhhmm`, unless only Unix seconds make sense of it. */
function shortDate(digits: string, zone: TimeZone, arrivedAt: Date): Date | null {
  const calendar = toInstant(fields(digits, 2), zone);
  const unix = new Date(Number(digits) * 1000);
  const isUnix =
    distance(unix, arrivedAt) < plausible && (calendar === null || distance(calendar, arrivedAt) > plausible);
  return isUnix ? unix : calendar;
}

function distance(one: Date, other: Date): number {
  return Math.abs(one.getTime() - other.getTime());
}

function nearest(readings: readonly (Date | null)[], arrivedAt: Date): Date | null {
  const found = readings.filter((reading) => reading !== null);
  return found.sort((a, b) => distance(a, arrivedAt) - distance(b, arrivedAt))[0] ?? null;
}

/** Splits digits into year (2 or 4 of them), month, day, hour, minute and, if any are left, second. */
function fields(digits: string, yearDigits: 2 | 4): Fields {
  const year = Number(digits.slice(0, yearDigits)) + (yearDigits === 2 ? 2000 : 0);
  const pair = (index: number) => Number(digits.slice(yearDigits + 2 * index, yearDigits + 2 * index + 2));
  return [year, pair(0), pair(1), pair(2), pair(3), pair(4)];
}

/** The instant of a wall clock in a zone; null for a month 13, a 30th of February or a year outside 2000–2099. */
function toInstant([year, month, dayOfMonth, hour, min, second]: Fields, zone: TimeZone): Date | null {
  const local = new Date(Date.UTC(year, month - 1, dayOfMonth, hour, min, second));
  const exact =
    year >= 2000 &&
    year < 2100 &&
    local.getUTCMonth() === month - 1 &&
    local.getUTCDate() === dayOfMonth &&
    local.getUTCHours() === hour &&
    local.getUTCMinutes() === min &&
    local.getUTCSeconds() === second;
  if (!exact) return null;
  if (typeof zone === 'number') return new Date(local.getTime() - zone * minute);
  // The offset depends on the instant we look for: guess with the wall clock's, then correct once.
  const guess = local.getTime() - offsetAt(zone, local.getTime());
  return new Date(local.getTime() - offsetAt(zone, guess));
}

const clocks = new Map<string, Intl.DateTimeFormat | null>();

/** Whether this runtime knows an IANA time zone; a profile that names another should be refused. */
export function isTimeZone(name: string): boolean {
  return clockOf(name) !== null;
}

/** Offsets by zone and quarter of an hour, since asking Intl is slow and receipts cluster in time. */
const offsets = new Map<string, number>();
const quarter = 15 * minute;

/** Milliseconds that a zone is ahead of UTC at an instant; 0 for a zone that nobody knows. */
function offsetAt(zone: string, instant: number): number {
  const key = `${zone} ${Math.floor(instant / quarter)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = askOffset(zone, Math.floor(instant / quarter) * quarter);
  if (offsets.size >= 10_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function askOffset(zone: string, instant: number): number {
  const clock = clockOf(zone);
  if (clock === null) return 0;
  const parts = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - instant;
}

function clockOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = newClock(timeZone);
  if (clocks.size < 1000) clocks.set(timeZone, clock);
  return clock;
}

function newClock(timeZone: string): Intl.DateTimeFormat | null {
  const numeric = '2-digit';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch {
    return null; // Intl throws RangeError for a zone it doesn't know
  }
}
