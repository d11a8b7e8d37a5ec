/**
 * Damaged PDUs through framing, decoding and reading, for as long as it is let: `npx tsx bench/fuzz.ts --seconds 600`. It ends with an
 * error, and the seed that found it, when something throws or doesn't hold, when memory grows, or when a stream takes too long.
 */
import { Command, InvalidArgumentError } from 'commander';
import { newTally, readStream } from './fuzz/read';
import { damagedStream } from './fuzz/stream';

interface FuzzOptions {
  readonly seconds: number;
  readonly seed: number;
}

/** One stream is at most some 300 kB: milliseconds of work, on any machine. */
const longestStream = 2_000;
const mostMemory = 512 * 1024 * 1024;
const reportEvery = 10_000;

function whole(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number.');
}

function run({ seconds, seed: first }: FuzzOptions): void {
  const tally = newTally();
  const started = performance.now();
  let seed = first;
  let slowest = 0;
  for (let reported = started; performance.now() - started < seconds * 1000; seed++) {
    const took = readDamaged(seed, tally);
    slowest = Math.max(slowest, took);
    const resident = process.memoryUsage.rss();
    if (took > longestStream) throw new Error(`seed ${seed}: a stream took ${Math.round(took)} ms`);
    if (resident > mostMemory) throw new Error(`seed ${seed}: memory has grown to ${resident} octets`);
    if (performance.now() - reported < reportEvery) continue;
    reported = performance.now();
    console.log(`${seed - first} streams, slowest ${slowest.toFixed(1)} ms, ${JSON.stringify(tally)}`);
  }
  console.log(`${seed - first} streams, seeds ${first} to ${seed - 1}: nothing found. ${JSON.stringify(tally)}`);
}

/** Milliseconds that it took. */
function readDamaged(seed: number, tally: ReturnType<typeof newTally>): number {
  const chunks = damagedStream(seed);
  const from = performance.now();
  try {
    readStream(chunks, tally);
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  }
  return performance.now() - from;
}

run(
  new Command('fuzz')
    .option('--seconds <number>', 'how long', whole, 60)
    .option('--seed <number>', 'the first seed; each stream takes the next', whole, Date.now() % 2 ** 31)
    .parse()
    .opts<FuzzOptions>(),
);
