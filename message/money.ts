/** Money as exact decimals: text outside, whole millionths inside. Never a float. */

const millionth = 6;

/** `"0.0450"` → `45000n`. At most six decimals. */
export function toMillionths(amount: string): bigint {
  const [whole = '0', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.slice(0, millionth).padEnd(millionth, '0'));
}

/** `45000n` → `"0.0450"`: four decimals, more where they are needed. */
export function toAmount(millionths: bigint): string {
  const digits = millionths.toString().padStart(millionth + 1, '0');
  const decimals = digits.slice(-millionth).replace(/0{1,2}$/, '');
  return `${digits.slice(0, -millionth)}.${decimals}`;
}

export interface Priced {
  readonly price: string | null;
  readonly currency: string | null;
}

/** What several messages cost together. Amounts of different currencies have no sum: then both are null. */
export function sum(messages: readonly Priced[]): Priced {
  let total = 0n;
  let currency: string | null = null;
  for (const { price, currency: own } of messages) {
    if (price === null || own === null) continue;
    if (currency !== null && currency !== own) return { price: null, currency: null };
    currency = own;
    total += toMillionths(price);
  }
  return { price: currency === null ? null : toAmount(total), currency };
}
