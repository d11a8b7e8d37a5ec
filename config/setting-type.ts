import { z } from 'zod';
import { textThat, wholeNumber } from '../carrier/field';

/** Kinds of setting beyond those of `carrier/field`: what the environment holds is always text. */

/** A whole number, written in digits. */
export function digits(min: number, max: number) {
  const number = wholeNumber(min, max);
  return z
    .string()
    .transform((text) => (/^[0-9]{1,15}$/.test(text) ? Number(text) : text))
    .pipe(number)
    .meta({ expected: number.meta()?.expected });
}

/** `true` or `false`. */
export function trueOrFalse() {
  const error = 'true or false';
  return z
    .enum(['true', 'false'], { error })
    .transform((text) => text === 'true')
    .meta({ expected: error });
}

const sizeUnits = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 } as const;

/** `512kb`, `20mb`: becomes bytes. The bounds are written the same way. */
export function size(min: string, max: string) {
  const error = `a size from ${min} to ${max}, such as 512kb or 20mb`;
  const [least, most] = [toBytes(min), toBytes(max)];
  return textThat((text) => toBytes(text) >= least && toBytes(text) <= most, error)
    .transform(toBytes)
    .meta({ expected: error });
}

/** NaN for what is no size; a comparison with it never holds. */
function toBytes(text: string): number {
  const [, digits = '', unit = ''] = /^([0-9]{1,9})(b|kb|mb|gb)$/i.exec(text) ?? [];
  return digits === '' ? Number.NaN : Number(digits) * sizeUnits[unit.toLowerCase() as keyof typeof sizeUnits]; // the pattern's units
}

/** A URL of one of these forms, for which a predicate holds. */
export function url(expected: string, holds: (url: URL) => boolean) {
  return textThat((text) => URL.canParse(text) && holds(new URL(text)), expected);
}

/** A URL without what must not be seen: user, password and query. Text that may have a password elsewhere isn't shown at all. */
export function maskedUrl(text: string): string {
  if (!URL.canParse(text) || !text.includes('://')) return '***';
  const { protocol, username, password, host, pathname } = new URL(text);
  const credentials = username !== '' || password !== '';
  if (text.includes('@') && !credentials) return '***'; // a "/", "?" or "#" in the password ended the address early
  return `${protocol}//${credentials ? '***@' : ''}${host}${pathname}`;
}
