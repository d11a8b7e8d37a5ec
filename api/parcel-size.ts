import type { CarrierProfile } from '../carrier/profile';

const most = 500;

/** About a second of a carrier's rate, so that an urgent message never waits long behind a parcel that is being sent. */
export function parcelSizes(carriers: ReadonlyMap<string, Pick<CarrierProfile, 'tps'>>): (carrier: string) => number {
  return (carrier) => {
    const tps = carriers.get(carrier)?.tps ?? 0;
    return tps === 0 ? most : Math.min(tps, most);
  };
}
