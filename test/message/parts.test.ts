import fc from 'fast-check';
import { combine } from '../../message/parts';
import { type Status, statuses } from '../../message/status';

it.each<[Status, readonly Status[]]>([
  ['sent', ['sent', 'sent']],
  ['sent', ['accepted', 'sent']],
  ['sent', ['delivered', 'sent']],
  ['sent', ['queued', 'sent']],
  ['queued', ['accepted', 'queued']],
  ['queued', ['delivered', 'queued', 'unknown']],
  ['accepted', ['accepted', 'accepted']],
  ['accepted', ['accepted', 'delivered']],
  ['delivered', ['delivered', 'delivered']],
  ['unknown', ['unknown', 'accepted']],
  ['unknown', ['unknown', 'delivered']],
  ['rejected', ['delivered', 'rejected']],
  ['failed', ['failed', 'sent']],
  ['undelivered', ['delivered', 'undelivered', 'accepted']],
  ['expired', ['expired', 'queued']],
  ['read', ['read', 'delivered']],
])('a message is %s when its parts are %j', (together, parts) => {
  expect(combine(parts)).toBe(together);
});

const manyParts = fc.array(fc.constantFrom(...statuses), { minLength: 1, maxLength: 10 });

it('a message of one part stands where its part stands', () => {
  for (const status of statuses) expect(combine([status])).toBe(status);
});

it('it does not matter which part is which', () => {
  fc.assert(
    fc.property(
      manyParts.chain((parts) => fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length }))),
      ([parts, shuffled]) => combine(parts) === combine(shuffled),
    ),
  );
});

it('no part outdoes the failure of another, and success takes all of them', () => {
  const failures: readonly Status[] = ['rejected', 'failed', 'undelivered', 'expired'];
  fc.assert(
    fc.property(manyParts, (parts) => {
      const together = combine(parts);
      if (together === 'delivered') expect(new Set(parts)).toEqual(new Set(['delivered']));
      if (together === 'accepted')
        expect(parts.every((part) => part === 'accepted' || part === 'delivered')).toBe(true);
      if (!parts.includes('read') && parts.some((part) => failures.includes(part)))
        expect(failures).toContain(together);
    }),
  );
});
