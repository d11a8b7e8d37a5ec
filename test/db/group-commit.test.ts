import fc from 'fast-check';
import { GroupCommit } from '../../db/group-commit';

/** A commit that the test lets go on: each call waits for `finish`, and its groups are kept. */
function heldCommits() {
  const groups: number[][] = [];
  const finishers: (() => void)[] = [];
  const lane = new GroupCommit<number, string>((items) => {
    groups.push(items);
    return new Promise((resolve) => finishers.push(() => resolve(items.map((item) => `done ${item}`))));
  }, 100);
  const began = async (count: number) => {
    while (groups.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return { lane, groups, began, finish: () => finishers.shift()?.() };
}

const poison = Object.assign(new Error('Data too long'), { code: 'ER_DATA_TOO_LONG', errno: 1406 });
const outage = Object.assign(new Error('closed'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true });

it('what one turn of the event loop brings goes into one commit, and each gets its own result', async () => {
  const { lane, groups, began, finish } = heldCommits();
  const results = Promise.all([lane.add(1), lane.add(2), lane.add(3)]);
  await began(1);
  finish();
  expect(await results).toEqual(['done 1', 'done 2', 'done 3']);
  expect(groups).toEqual([[1, 2, 3]]);
});

it('what arrives during a commit shares the next one, and nothing waits without need', async () => {
  const { lane, groups, began, finish } = heldCommits();
  const first = lane.add(1);
  await began(1);
  const others = Promise.all([lane.add(2), lane.add(3)]);
  expect(lane.backlog).toBe(2);
  finish();
  await first;
  await began(2);
  const last = lane.add(4);
  finish();
  await others;
  await began(3);
  finish();
  await last;
  expect([groups, lane.backlog]).toEqual([[[1], [2, 3], [4]], 0]);
});

it('a group is never larger than agreed, and items keep their order', async () => {
  const groups: number[][] = [];
  const lane = new GroupCommit<number, number>(async (items) => {
    groups.push(items);
    return items;
  }, 3);
  const results = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => lane.add(item)));
  expect(results).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(groups).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
});

it('items that the database refuses take no neighbour with them, whoever and however many they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (good) => {
      const committed: number[] = [];
      const lane = new GroupCommit<number, number>(async (items) => {
        if (items.some((item) => !good[item])) throw poison;
        committed.push(...items);
        return items;
      }, 100);
      const settled = await Promise.allSettled(good.map((_, item) => lane.add(item)));
      expect(settled.map(({ status }) => status === 'fulfilled')).toEqual(good);
      expect(committed).toEqual(good.flatMap((fine, item) => (fine ? [item] : [])));
    }),
  );
});

it('an item that our own code fails on is refused like one of the database', async () => {
  const lane = new GroupCommit<number, number>(async (items) => {
    if (items.includes(2)) throw new RangeError('Invalid time value');
    return items;
  }, 100);
  const settled = await Promise.allSettled([1, 2, 3].map((item) => lane.add(item)));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('an outage refuses the whole group at once, with its reason, and what comes later is tried', async () => {
  let away = true;
  let commits = 0;
  const lane = new GroupCommit<number, number>(async (items) => {
    commits += 1;
    if (away) throw outage;
    return items;
  }, 100);
  const settled = await Promise.allSettled([1, 2, 3].map((item) => lane.add(item)));
  expect(settled).toEqual([1, 2, 3].map(() => ({ status: 'rejected', reason: outage })));
  expect(commits).toBe(1);
  away = false;
  expect(await lane.add(4)).toBe(4);
});

it('a commit that throws before it returns a promise refuses its group and does not end the lane', async () => {
  let calls = 0;
  const lane = new GroupCommit<number, number>((items) => {
    calls += 1;
    if (calls === 1) throw poison;
    return Promise.resolve(items);
  }, 100);
  await expect(lane.add(1)).rejects.toBe(poison);
  expect(await lane.add(2)).toBe(2);
});
