/** Durations as people write them: `500ms`, `10s`, `5m`, `24h`, `1d`. Inside, a duration is always a number of milliseconds. */

const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const satisfies Record<string, number>;
type Unit = keyof typeof units;

/** 365 days: a longer one is a slip of the pen. */
const longest = 365 * units.d;

export type DurationParsing =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly detail: string };

/** Reads a duration: a whole number and its unit, one of ms, s, m, h, d; at most 365 days. */
export function parseDuration(text: unknown): DurationParsing {
  const [, digits, unit] = (typeof text === 'string' && /^([0-9]{1,12})(ms|s|m|h|d)$/.exec(text)) || [];
  if (digits === undefined || unit === undefined) {
    return {
      ok: false,
      detail: `Not a duration: ${shown(text)}; expected a whole number and ms, s, m, h or d, such as 500ms, 10s or 24h.`,
    };
  }
  const ms = Number(digits) * units[unit as Unit]; // the pattern's alternatives are the units
  return ms <= longest
    ? { ok: true, ms }
    : { ok: false, detail: `The duration ${text} is too long; the longest is 365d.` };
}

/** Writes milliseconds (a whole number) in the largest unit that fits exactly: `90s`, `24h`→`1d`, `1500ms`. */
export function printDuration(ms: number): string {
  const found = Object.entries(units).find(([, size]) => ms !== 0 && ms % size === 0);
  return found === undefined ? '0s' : `${ms / found[1]}${found[0]}`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : `a value of type ${typeof value}`;
}
