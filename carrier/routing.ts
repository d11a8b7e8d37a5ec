import type { Price } from './carriage';
import { nameOf, type Priority, type Route, type WeightedCarrier } from './route';

/**
 * Which carriers a message may go to, in the order to try them: those of the first route whose `match` holds for the message.
 * Pure, and cheap enough to run for every message.
 */

/** What of a message decides its route. */
export interface RouteQuery {
  /** E.164 with `+`. */
  readonly recipient: string;
  /** ISO 3166 alpha-2 of the recipient, null where nobody knows. */
  readonly country: string | null;
  readonly sender: string;
  readonly account: string;
  readonly priority: Priority;
}

type Test = (query: RouteQuery) => boolean;
type CarrierOrder = (random: () => number) => readonly string[];

interface Rule extends Omit<RouteFound, 'carriers'> {
  readonly tests: readonly Test[];
  readonly carriers: CarrierOrder;
}

/** The route of one message. */
export interface RouteFound {
  /** Names of the carriers to try, best first. */
  readonly carriers: readonly string[];
  /** What a part costs by this route, where that is not the carrier's own price. */
  readonly price: Price | null;
  readonly onRejected: 'reject' | 'next';
}

/** Routes made ready for `routeFor`, which runs for every message: hundreds of prefixes cost no more than one. */
export interface CompiledRoutes {
  /** What a route asks besides the prefix, and its carriers, in the order of the file. */
  readonly rules: readonly Rule[];
  /** Indexes of the rules for a prefix, ascending; `''` holds those that ask for none. */
  readonly byPrefix: ReadonlyMap<string, readonly number[]>;
  /** The lengths of these prefixes. */
  readonly lengths: readonly number[];
}

export function compileRoutes(routes: readonly Route[]): CompiledRoutes {
  const byPrefix = new Map<string, number[]>();
  for (const [index, { match }] of routes.entries()) {
    for (const prefix of new Set(match.prefix ?? [''])) byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), index]);
  }
  return {
    rules: routes.map(({ match, carriers, price, onRejected }) => ({
      tests: testsOf(match),
      carriers: orderOf(carriers),
      price,
      onRejected,
    })),
    byPrefix,
    lengths: [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))],
  };
}

/**
 * Names of the carriers to try, best first; empty when no route is for this message.
 * `random` gives numbers from 0 up to 1; only routes with weights ask it.
 */
export function routeFor(
  routes: CompiledRoutes,
  query: RouteQuery,
  random: () => number = Math.random,
): readonly string[] {
  return findRoute(routes, query, random)?.carriers ?? [];
}

/** The first route that is for this message; null when none is. */
export function findRoute(
  { rules, byPrefix, lengths }: CompiledRoutes,
  query: RouteQuery,
  random: () => number = Math.random,
): RouteFound | null {
  let first = rules.length;
  for (const length of lengths) {
    for (const index of byPrefix.get(query.recipient.slice(0, length)) ?? []) {
      if (index >= first) break;
      if (rules[index]?.tests.every((test) => test(query))) first = index;
    }
  }
  const rule = rules[first];
  return rule ? { carriers: rule.carriers(random), price: rule.price, onRejected: rule.onRejected } : null;
}

function testsOf({ country, sender, account, priority }: Route['match']): Test[] {
  const tests: Test[] = [];
  for (const [key, wanted] of Object.entries({ country, sender, account, priority })) {
    const values: ReadonlySet<string | null> = new Set(wanted);
    if (wanted === undefined || values.has('*')) continue;
    tests.push((query) => values.has(query[key as keyof RouteQuery])); // the keys are those of the literal above
  }
  return tests;
}

function orderOf(carriers: Route['carriers']): CarrierOrder {
  const names = carriers.map(nameOf);
  const weighted = carriers.filter((entry) => typeof entry !== 'string');
  return weighted.length === 0 ? () => names : (random) => drawOrder(weighted, random);
}

/** Draws without replacement: each time a carrier's chance is its share of the weights that are left. */
function drawOrder(carriers: readonly WeightedCarrier[], random: () => number): string[] {
  const left = [...carriers];
  const names: string[] = [];
  while (left.length > 0) names.push(...left.splice(drawIndex(left, random()), 1).map(nameOf));
  return names;
}

function drawIndex(carriers: readonly WeightedCarrier[], random: number): number {
  let ticket = random * carriers.reduce((sum, { weight }) => sum + weight, 0);
  for (const [index, { weight }] of carriers.entries()) {
    ticket -= weight;
    if (ticket < 0) return index;
  }
  return carriers.length - 1; // only rounding gets here
}
