import { randomFillSync } from 'node:crypto';
import fc from 'fast-check';
import { decodeTime, isValid } from 'ulid';
import {
  fromPublic,
  type IdPrefix,
  idPrefixes,
  isId,
  isUlid,
  newId,
  newUlid,
  toPublic,
  ulidSource,
} from '../../message/id';

it('makes ULIDs that other implementations read', () => {
  const before = Date.now();
  const id = newUlid();
  expect(isValid(id)).toBe(true);
  expect(decodeTime(id)).toBeGreaterThanOrEqual(before);
  expect(decodeTime(id)).toBeLessThanOrEqual(Date.now());
});

it('writes the millisecond it is given, to the end of the calendar', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 48 - 1 }), (time) => {
      expect(decodeTime(ulidSource(() => time, randomFillSync)())).toBe(time);
    }),
  );
});

it('makes ids that only grow, however the clock runs', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 2, maxLength: 200 }), (times) => {
      let turn = 0;
      const next = ulidSource(() => times[turn++]!, randomFillSync);
      const ids = times.map(() => next());
      expect([...new Set(ids)].sort()).toEqual(ids);
    }),
  );
});

it('carries from its lower half into its upper one', () => {
  const next = ulidSource(
    () => 1,
    (bytes) => bytes.fill(0xff),
  );
  const [first, second] = [next(), next()];
  expect([first.slice(-9), second.slice(-9)]).toEqual(['ZFZZZZZZZ', 'ZG0000000']);
});

it('makes no id twice, over many and over several sources', () => {
  const sources = [ulidSource(Date.now, randomFillSync), ulidSource(Date.now, randomFillSync), newUlid];
  const ids = Array.from({ length: 30_000 }, (_, i) => sources[i % 3]!());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isUlid)).toBe(true);
});

it.each(Object.keys(idPrefixes) as IdPrefix[])('finds the bare id in a public one of %s', (prefix) => {
  const bare = newUlid();
  expect(fromPublic(prefix, toPublic(prefix, bare))).toBe(bare);
  expect(isId(prefix, newId(prefix))).toBe(true);
});

const bare = '01JDABCDEFGHJKMNPQRSTVWXYZ';
it.each([
  `bat_${bare}`,
  bare,
  `msg_${bare.toLowerCase()}`,
  `MSG_${bare}`,
  `msg_${bare} `,
  `msg_${bare}\n`,
  `msg_${bare.slice(1)}`,
  `msg_${bare}0`,
  `msg_8${bare.slice(1)}`,
  `msg_${bare.replace('A', 'I')}`,
  `msg_${bare.replace('A', 'U')}`,
  'msg_',
  '',
  null,
  7,
])('finds no message id in %j', (text) => {
  expect(fromPublic('msg', text)).toBeNull();
});
