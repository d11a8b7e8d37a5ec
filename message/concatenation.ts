/** Where a part of a long message belongs: which reference ties the parts together, how many they are, and which one this is. */

export interface Place {
  /** References of different forms are different numbers: an 8-bit 7 is no 16-bit 7. */
  readonly form: 'udh8' | 'udh16' | 'sar';
  readonly reference: number;
  readonly total: number;
  /** Counts from 1. */
  readonly number: number;
}

/** Information elements of a user data header, 3GPP TS 23.040 §9.2.3.24.1 and .8. */
const concatenation8 = 0x00;
const concatenation16 = 0x08;

/**
 * The place that a user data header (with its length octet) tells; null when it tells none, or an impossible one, which the
 * specification asks to ignore. Of repeated elements the last counts (3GPP TS 23.040 §9.2.3.24).
 */
export function readConcatenation(udh: Uint8Array): Place | null {
  let place: Place | null = null;
  const end = Math.min(udh.length, (udh[0] ?? 0) + 1);
  for (let at = 1; at + 2 <= end; ) {
    const element = udh[at];
    const length = udh[at + 1] ?? 0;
    const value = udh.subarray(at + 2, Math.min(at + 2 + length, end));
    const [a = 0, b = 0, c = 0, d = 0] = value;
    if (element === concatenation8 && value.length === 3) place = toPlace('udh8', a, b, c) ?? place;
    if (element === concatenation16 && value.length === 4) place = toPlace('udh16', a * 256 + b, c, d) ?? place;
    at += 2 + length;
  }
  return place;
}

/** A place, when it is a possible one of several. */
export function toPlace(
  form: Place['form'],
  reference: number | undefined,
  total: number | undefined,
  number: number | undefined,
): Place | null {
  if (reference === undefined || total === undefined || number === undefined) return null;
  const possible = total >= 2 && total <= 255 && number >= 1 && number <= total;
  return possible ? { form, reference, total, number } : null;
}
