/** What a Redis says of itself. */
import { Redis } from 'ioredis';
import { redisOptions } from '../queues/redis-url';

/** Bytes of `used_memory`. */
export async function usedMemory(url: string): Promise<number> {
  return Number(infoField(await withRedis(url, (redis) => redis.info('memory')), 'used_memory'));
}

export async function redisVersion(url: string): Promise<string> {
  return infoField(await withRedis(url, (redis) => redis.info('server')), 'redis_version');
}

export async function emptyRedis(url: string): Promise<void> {
  await withRedis(url, (redis) => redis.flushall());
}

/** A field of what INFO says. Throws where it isn't there. */
export function infoField(info: string, name: string): string {
  const line = info.split(/\r?\n/).find((candidate) => candidate.startsWith(`${name}:`));
  if (line === undefined) throw new Error(`INFO has no ${name}`);
  return line.slice(name.length + 1);
}

async function withRedis<Value>(url: string, work: (redis: Redis) => Promise<Value>): Promise<Value> {
  const redis = new Redis(redisOptions(url));
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
