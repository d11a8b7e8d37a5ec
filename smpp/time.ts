/** Times on the wire (SMPP 3.4 §7.1.1): 16 characters, either an instant or a span from the SMSC's now. Pure. */

const second = 1000;
const secondsPerDay = 86_400;

/** `DD` of a relative time goes to 31; years and months are left 00, since how long they are is anybody's guess. */
const mostSeconds = 32 * secondsPerDay - 1;

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/**
 * An instant as `YYMMDDhhmmsstnnp` (SMPP 3.4 §7.1.1.1): tenths of a second, then `00+` for a clock that is on UTC.
 * What is finer than a tenth is cut off.
 */
export function absoluteTime(at: Date): string {
  const date = two(at.getUTCFullYear() % 100) + two(at.getUTCMonth() + 1) + two(at.getUTCDate());
  const time = two(at.getUTCHours()) + two(at.getUTCMinutes()) + two(at.getUTCSeconds());
  return `${date}${time}${Math.floor(at.getUTCMilliseconds() / 100)}00+`;
}

/**
 * A span of milliseconds as `YYMMDDhhmmss000R` (SMPP 3.4 §7.1.1.2), in whole seconds, rounded up. At least one second, since all zeros
 * would read as "none given"; at most 31 days, 23:59:59, which is all that days can say.
 */
export function relativeTime(milliseconds: number): string {
  const seconds = Math.min(mostSeconds, Math.max(1, Math.ceil(milliseconds / second)));
  const days = two(Math.floor(seconds / secondsPerDay));
  const hours = two(Math.floor(seconds / 3600) % 24);
  return `0000${days}${hours}${two(Math.floor(seconds / 60) % 60)}${two(seconds % 60)}000R`;
}
