import type { Carriage } from '../message/fact';
import type { Encoding } from '../message/text';
import { recarriage } from './carriage';
import type { CarrierProfile } from './profile';
import { type CompiledRoutes, findRoute, type RouteQuery } from './routing';

/** What of a stored message decides where else it may go. */
export interface Reroutable extends RouteQuery {
  readonly body: string;
  readonly encoding: Encoding;
}

/** The carriers file, as far as it says where messages go. */
export interface Network {
  readonly carriers: ReadonlyMap<string, CarrierProfile>;
  readonly routes: CompiledRoutes;
}

/**
 * The first carrier of the message's route, other than `current`, that `isFit` and can take its text; null when there is none. Used
 * when its carrier is down: routes are looked up anew, so that they hold as they are now.
 */
export function anotherCarrier(
  message: Reroutable,
  current: string,
  { carriers, routes }: Network,
  isFit: (carrier: string) => boolean,
): Carriage | null {
  const route = findRoute(routes, message);
  for (const name of route?.carriers ?? []) {
    const carrier = carriers.get(name);
    if (!carrier || name === current || !isFit(name)) continue;
    const carriage = recarriage(message, carrier, route?.price ?? null);
    if (carriage) return carriage;
  }
  return null;
}

/**
 * The carrier after `current` in the message's route, where the route sends refused messages on; null otherwise. Only ever forward, so that
 * a message refused by all of them ends.
 */
export function carrierAfterRefusal(message: Reroutable, current: string, network: Network): Carriage | null {
  const route = findRoute(network.routes, message);
  const index = route?.carriers.indexOf(current) ?? -1;
  if (!route || index < 0 || route.onRejected !== 'next') return null;
  const after = new Set(route.carriers.slice(index + 1));
  return anotherCarrier(message, current, network, (name) => after.has(name));
}
