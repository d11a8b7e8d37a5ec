import { OUTCOMES_BY_NAME, type Outcome } from './outcomes';

/** Chooses the outcome of a number that doesn't say it itself. */
export type Mix = (number: string) => Outcome;

/** The mix of an ordinary day. */
export const ORDINARY_MIX = 'delivered=92,undelivered=3,rejected=2,expired=1,none=1,deleted=1';

/** A mix, or why the text is none. */
export type ParsedMix =
  | { readonly kind: 'mix'; readonly mix: Mix }
  | { readonly kind: 'error'; readonly error: string };

/**
 * Reads `name=weight,…`. Weights are relative; a name may come once. The choice hangs on the number and the seed alone,
 * so a run can be repeated whatever the order in which messages arrive.
 */
export function parseMix(text: string, seed = 1): ParsedMix {
  const weights = new Map<Outcome, number>();
  for (const item of text.split(',')) {
    const [name = '', weightText = '', ...more] = item.split('=').map((word) => word.trim());
    const outcome = OUTCOMES_BY_NAME.get(name);
    if (outcome === undefined) {
      return failed(`mix: "${name}" is no outcome; use one of ${[...OUTCOMES_BY_NAME.keys()].join(', ')}`);
    }
    const weight = /^\d+(\.\d+)?$/.test(weightText) && more.length === 0 ? Number(weightText) : Number.NaN;
    if (!Number.isFinite(weight)) return failed(`mix: "${item}" needs a weight of 0 or more, such as ${name}=5`);
    if (weights.has(outcome)) return failed(`mix: "${name}" comes twice; give its weight once`);
    weights.set(outcome, weight);
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0 && Number.isFinite(total))) return failed('mix: the weights add up to nothing; make one above 0');
  return {
    kind: 'mix',
    mix: chooseByWeight(
      [...weights].filter(([, weight]) => weight > 0),
      total,
      seed,
    ),
  };
}

const failed = (error: string): ParsedMix => ({ kind: 'error', error });

function chooseByWeight(weights: readonly (readonly [Outcome, number])[], total: number, seed: number): Mix {
  const last = weights.at(-1)![0];
  if (weights.length === 1) return () => last;
  return (number) => {
    let left = spread(number, seed) * total;
    for (const [outcome, weight] of weights) {
      left -= weight;
      if (left < 0) return outcome;
    }
    return last;
  };
}

/** A fraction in [0, 1) that looks random but is the same for the same text and seed: FNV-1a, then the finish of MurmurHash3. */
function spread(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
