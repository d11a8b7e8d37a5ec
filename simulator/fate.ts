import type { Mix } from './mix';
import { OUTCOMES, type Outcome } from './outcomes';

/** What becomes of a message, and how many milliseconds it takes to its final receipt. */
export interface Fate {
  readonly outcome: Outcome;
  readonly delay: number;
}

const PREFIX = '1500555';
const BY_CODE = new Map(OUTCOMES.map((outcome) => [outcome.code, outcome]));

/**
 * The fate of a number (with or without `+`): `1500555OODD` says it itself, with `DD` the seconds to the final receipt;
 * any other falls to the mix and comes after `mixDelay` milliseconds. One number, one fate: all parts of a message share it.
 */
export function fateOf(number: string, mix: Mix, mixDelay: number): Fate {
  const digits = number.startsWith('+') ? number.slice(1) : number;
  if (digits.length === PREFIX.length + 4 && digits.startsWith(PREFIX)) {
    const outcome = BY_CODE.get(digits.slice(-4, -2));
    const seconds = Number(digits.slice(-2));
    if (outcome !== undefined && Number.isInteger(seconds)) return { outcome, delay: seconds * 1000 };
  }
  return { outcome: mix(digits), delay: mixDelay };
}
