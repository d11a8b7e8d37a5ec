import { JobFeed } from '../../api/job-feed';
import type { Parcel } from '../../db/parcels';

const parcels = (...ids: string[]): Parcel[] =>
  ids.map((id) => ({ id, carrier: 'acme', priority: 1, size: 1, dueAt: new Date(0) }));
const idsOf = (list: readonly Parcel[]) => list.map(({ id }) => id);

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

it('adds at once, and gathers what comes while Redis is busy', async () => {
  const { open, opened } = gate();
  const calls: string[][] = [];
  const feed = new JobFeed(
    {
      add: async (list) => {
        calls.push(idsOf(list));
        await opened;
      },
    },
    () => {},
  );
  feed.push(parcels('a'));
  expect(calls).toEqual([['a']]);
  feed.push(parcels('b'));
  feed.push([]);
  feed.push(parcels('c', 'd'));
  open();
  await feed.drained();
  expect(calls).toEqual([['a'], ['b', 'c', 'd']]);
});

it('leaves to the timer what Redis refuses, and goes on', async () => {
  const calls: string[][] = [];
  const missed: number[] = [];
  const feed = new JobFeed(
    {
      add: async (list) => {
        calls.push(idsOf(list));
        if (calls.length === 1) throw new Error('away');
      },
    },
    (count) => missed.push(count),
  );
  feed.push(parcels('a', 'b'));
  await feed.drained();
  feed.push(parcels('c'));
  await feed.drained();
  expect([calls, missed]).toEqual([[['a', 'b'], ['c']], [2]]);
});

it('lets only so many wait while Redis does not answer', async () => {
  const { open, opened } = gate();
  const missed: number[] = [];
  const feed = new JobFeed({ add: () => opened }, (count) => missed.push(count));
  feed.push(parcels('first'));
  const thousand = parcels(...Array.from({ length: 1000 }, (_, i) => `p${i}`));
  for (let i = 0; i < 12; i++) feed.push(thousand);
  expect(missed).toEqual([1000, 1000]);
  open();
  await feed.drained();
});
