import { randomInt } from 'node:crypto';

/** The id of a message as the response gives it and as its receipts do. */
export interface MessageId {
  readonly inResponse: string;
  readonly inReceipt: string;
}

/** Gives each message an id that no message had before, in this run or in an earlier one. */
export interface MessageIds {
  /** The same id in response and receipt. It starts with `s`, so no one can take it for a decimal or hexadecimal number. */
  text(): MessageId;
  /** Sixteen hexadecimal digits, above 2^63, in the response; the same number in decimal in the receipt. */
  hex(): MessageId;
}

/** Ids for a run of the simulator that starts at `startedAt` (milliseconds since 1970). */
export function createMessageIds(startedAt: number = Date.now()): MessageIds {
  const run = `s${startedAt.toString(36)}${randomInt(36 ** 2, 36 ** 3).toString(36)}`;
  const hexStart = (0xan << 60n) | (BigInt(startedAt % 2 ** 36) << 24n);
  let count = 0;
  return {
    text() {
      count += 1;
      const id = run + count.toString(36).padStart(4, '0');
      return { inResponse: id, inReceipt: id };
    },
    hex() {
      count += 1;
      const number = hexStart + BigInt(count);
      return { inResponse: number.toString(16).toUpperCase(), inReceipt: number.toString(10) };
    },
  };
}
