import type { Carriage } from '../message/fact';
import { toAmount, toMillionths } from '../message/money';
import { type Encoding, planText, type TextPlan } from '../message/text';
import type { CarrierProfile } from './profile';

export type Price = NonNullable<CarrierProfile['price']>;

/** The carriage of a text that was planned for this carrier. `price` is the route's, where it has one of its own. */
export function carriageOf(plan: TextPlan, carrier: CarrierProfile, price: Price | null): Carriage {
  const asked = price ?? carrier.price;
  return {
    carrier: carrier.name,
    encoding: plan.encoding,
    segments: plan.segments,
    partCount: plan.parts,
    price: asked && toAmount(toMillionths(asked.amount) * BigInt(plan.segments)),
    currency: asked?.currency ?? null,
  };
}

/** The carriage of a stored message over another carrier; null where that one can't take its text. */
export function recarriage(
  { body, encoding }: { body: string; encoding: Encoding },
  carrier: CarrierProfile,
  price: Price | null,
): Carriage | null {
  const planning = planText(body, {
    // A sender may have asked for UCS-2 though GSM would do; what was asked for is not kept, so it stays.
    encoding: encoding === 'ucs2' ? 'ucs2' : 'auto',
    smart: false,
    alphabets: carrier.alphabets,
    longMessages: carrier.longMessages,
    maxSegments: carrier.maxSegments,
  });
  return planning.ok ? carriageOf(planning.plan, carrier, price) : null;
}
