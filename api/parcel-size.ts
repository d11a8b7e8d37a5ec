import type { CarrierProfile } from '../carrier/profile';

const [fewest, most] = [10, 500];
/** Of a second of the carrier's rate: two parcels are sent at once, and an urgent message should go out well within a second. */
const share = 0.25;

/** The most messages of a parcel: so few that an urgent message never waits long behind those that are being sent. */
export function parcelSizes(carriers: ReadonlyMap<string, Pick<CarrierProfile, 'tps'>>): (carrier: string) => number {
  return (carrier) => {
    const tps = carriers.get(carrier)?.tps ?? 0;
    return tps === 0 ? most : Math.min(most, Math.max(fewest, Math.ceil(tps * share)));
  };
}
