import { corpus } from './corpus';
import { cut, mutant } from './mutate';
import { createRandom } from './random';

/** What one connection may bring: a few damaged frames, one time in eight with a length that lies, cut as TCP likes. The same for the same seed. */
export function damagedStream(seed: number): Buffer[] {
  const random = createRandom(seed);
  const frames = Array.from({ length: 1 + random.below(5) }, () => mutant(corpus, random, random.below(8) > 0));
  return cut(Buffer.concat(frames), random);
}
