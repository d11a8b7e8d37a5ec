/** Which statuses a message has been in on its way to the one it ended in, as its own times tell. */
import type { Status } from '../message/status';
import type { Message } from './api-client';

type Times = Pick<Message, 'status' | 'queued_at' | 'sent_at' | 'accepted_at' | 'final_at' | 'read_at'>;

export function passedThrough(message: Times): Status[] {
  const { queued_at, sent_at, accepted_at, final_at, read_at } = message;
  const been: Partial<Record<Status, boolean>> = {
    queued: queued_at !== null,
    sent: sent_at !== null,
    accepted: accepted_at !== null,
    delivered: message.status === 'read' && final_at !== null && read_at !== null && final_at < read_at,
  };
  return (Object.keys(been) as Status[]).filter((status) => been[status] && status !== message.status);
}
