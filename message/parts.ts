/** What the parts of a message say together. */
import type { Status } from './status';

/** Looked for in this order: the first that any part has is the message's, before "all of them" is asked. */
const anyPartDecides = ['read', 'rejected', 'failed', 'undelivered', 'expired', 'sent', 'queued', 'unknown'] as const;

/**
 * The status of a message from those of all its parts: one failed part fails it, one part without an answer keeps it Sent,
 * and it is Delivered or Accepted only when every part is. The first final failure has already made the message final,
 * so the order among failures only matters for parts that failed in the same commit.
 */
export function combine(parts: readonly Status[]): Status {
  for (const status of anyPartDecides) if (parts.includes(status)) return status;
  return parts.every((status) => status === 'delivered') ? 'delivered' : 'accepted';
}
