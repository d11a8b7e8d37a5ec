import { lifecycle, mayFollow, type Standing, standingOf, statuses } from '../../message/status';

const standings = Object.keys(lifecycle) as Standing[];
const byTimer: readonly Standing[] = ['expired_by_timer', 'unknown_by_timer'];
/** What a carrier can say that nothing but a read acknowledgement may replace. */
const carrierFinals: readonly Standing[] = ['delivered', 'failed', 'undelivered', 'rejected', 'expired', 'read'];

function followers(standing: Standing): Standing[] {
  return standings.filter((next) => mayFollow(standing, next));
}

it('there are ten statuses, and each has a row of its own', () => {
  expect([...statuses].sort()).toEqual(
    [
      'accepted',
      'delivered',
      'expired',
      'failed',
      'queued',
      'read',
      'rejected',
      'sent',
      'undelivered',
      'unknown',
    ].sort(),
  );
  expect(standings.filter((standing) => !byTimer.includes(standing)).sort()).toEqual([...statuses].sort());
});

it.each(standings)('the row of %s tells its meaning and who sets it, and every follower has its cause', (standing) => {
  const { meaning, setBy, next } = lifecycle[standing];
  for (const text of [meaning, setBy, ...Object.values(next)]) expect(text).toMatch(/\S{3}/);
  expect(Object.keys(next).filter((name) => !(name in lifecycle))).toEqual([]);
});

it.each(standings)('nothing moves from %s to itself', (standing) => {
  expect(mayFollow(standing, standing)).toBe(false);
});

it('every standing can be reached from Queued', () => {
  const reached = new Set<Standing>(['queued']);
  for (const standing of reached) for (const next of followers(standing)) reached.add(next);
  expect(standings.filter((standing) => !reached.has(standing))).toEqual([]);
});

it.each(standings)('%s is final, or something final may follow it', (standing) => {
  const ends = followers(standing).some((next) => lifecycle[next].final);
  expect(lifecycle[standing].final || ends).toBe(true);
});

it.each(carrierFinals.filter((standing) => standing !== 'delivered'))('nothing follows %s', (standing) => {
  expect(lifecycle[standing].final).toBe(true);
  expect(followers(standing)).toEqual([]);
});

it('only Read follows Delivered', () => {
  expect(followers('delivered')).toEqual(['read']);
});

it.each(byTimer)('%s is final, and yields to every final word of the carrier', (standing) => {
  expect(lifecycle[standing].final).toBe(true);
  expect(followers(standing)).toEqual(expect.arrayContaining([...carrierFinals]));
});

it.each(['queued', 'sent', 'accepted', 'unknown'] as const)(
  '%s is open, so that the timer still looks at it',
  (standing) => {
    expect(lifecycle[standing].final).toBe(false);
    expect(followers(standing).some((next) => byTimer.includes(next))).toBe(true);
  },
);

it('a message leaves the line only by being sent, or by ending', () => {
  expect(standings.filter((standing) => mayFollow(standing, 'sent'))).toEqual(['queued']);
});

it('a message comes back into the line only before the carrier took it', () => {
  expect(standings.filter((standing) => mayFollow(standing, 'queued'))).toEqual(['sent']);
});

it.each([
  ['expired', false, 'expired'],
  ['expired', true, 'expired_by_timer'],
  ['unknown', false, 'unknown'],
  ['unknown', true, 'unknown_by_timer'],
  ['delivered', true, 'delivered'],
] as const)('status %s with byTimer %s stands at %s', (status, decidedByTimer, standing) => {
  expect(standingOf(status, decidedByTimer)).toBe(standing);
});
