/** How we open Redis and BullMQ: one connection style for those who add jobs, one for those who work on them. */
import { type ConnectionOptions, Queue, type QueueOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { redisOptions } from './redis-url';

export type { Redis } from 'ioredis';

/**
 * A connection for adding jobs and reading queues. While Redis is away its commands fail at once instead of piling up:
 * MySQL is the record, and the timer adds the jobs that are missing.
 */
export function connectForAdding(url: string): Redis {
  return open(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
}

/** A connection for a worker: its blocking commands wait for Redis to come back, however long that takes. */
export function connectForWorking(url: string): Redis {
  return open(url, { maxRetriesPerRequest: null });
}

function open(url: string, options: { maxRetriesPerRequest: number | null; enableOfflineQueue?: boolean }): Redis {
  const redis = new Redis({ ...redisOptions(url), ...options, retryStrategy });
  // Without a listener an outage would be an unhandled 'error' event; ioredis reconnects by itself.
  redis.on('error', () => {});
  return redis;
}

const retryStrategy = (times: number) => Math.min(100 * times, 2000);

/** A queue's keys share a hash tag of their own, so that Redis Cluster spreads the queues over its nodes. */
export function queueOptions(name: string, connection: ConnectionOptions): QueueOptions {
  return { connection, prefix: `{${name}}` };
}

/** A queue to add jobs to and to read. */
export function openQueue<Data>(name: string, connection: Redis): Queue<Data> {
  const queue = new Queue<Data>(name, queueOptions(name, connection));
  // Redis being away shows in each command that fails; unheard, the queue would print it at every try to reconnect.
  queue.on('error', () => {});
  return queue;
}
