import { parcelSizes } from '../../api/parcel-size';

it.each([
  ['without a pace', 0, 500],
  ['of 100 a second', 100, 25],
  ['of 5,000 a second', 5000, 500],
  ['so slow that parcels would be tiny', 3, 10],
])('a carrier %s gets parcels that an urgent message need not wait long behind', (_, tps, size) => {
  expect(parcelSizes(new Map([['acme', { tps }]]))('acme')).toBe(size);
});
