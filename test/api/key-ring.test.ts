import { keyLifetime, rememberKeys } from '../../api/key-ring';
import type { ApiKey } from '../../db/api-keys';

const key = { id: 'k', revokedAt: null } as ApiKey;

function ring(find: (text: string) => Promise<ApiKey | null>) {
  const clock = { now: 1000 };
  let asked = 0;
  const remembered = rememberKeys(
    (text) => {
      asked += 1;
      return find(text);
    },
    () => clock.now,
  );
  return { remembered, clock, asked: () => asked };
}

it('asks once for requests that come together, and not again while the key is fresh', async () => {
  const { remembered, clock, asked } = ring(async () => key);
  expect(await Promise.all([remembered('a'), remembered('a'), remembered('a')])).toEqual([key, key, key]);
  clock.now += keyLifetime - 1;
  expect(await remembered('a')).toBe(key);
  expect(asked()).toBe(1);
  clock.now += 1;
  await remembered('a');
  expect(asked()).toBe(2);
});

it('counts the lifetime from before the look-up, so that an answer that was slow is not trusted for longer', async () => {
  const own = ring(async () => {
    own.clock.now += keyLifetime;
    return key;
  });
  await own.remembered('a');
  await own.remembered('a');
  expect(own.asked()).toBe(2);
});

it('remembers neither texts that are no key nor errors', async () => {
  const missing = ring(async () => null);
  await missing.remembered('a');
  await missing.remembered('a');
  expect(missing.asked()).toBe(2);
  const broken = ring(async () => {
    throw new Error('away');
  });
  await expect(broken.remembered('a')).rejects.toThrow('away');
  await expect(broken.remembered('a')).rejects.toThrow('away');
  expect(broken.asked()).toBe(2);
});
