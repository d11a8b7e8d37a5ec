import { newUlid } from '../message/id';
import type { LockedMessage } from './messages';
import type { Parcel } from './parcels';
import type { Changes } from './replay';

/** Due times are rounded up to this (ms), so that messages deferred one by one still share parcels. */
const dueStep = 250;
const mostAParcel = 500;

/** Messages that wait for another attempt get parcels of their own; the changed messages come back with their new parcel's id. */
export function toParcels(changes: Changes): { parcels: Parcel[]; messages: LockedMessage[] } {
  const messages = new Map(changes.messages);
  const groups = new Map<string, { carrier: string; priority: number; dueAt: Date; ids: string[] }>();
  for (const { message, at } of changes.requeues) {
    const carrier = message.state.carrier as string;
    const dueAt = new Date(Math.ceil(at.getTime() / dueStep) * dueStep);
    const key = `${carrier}/${message.priority}/${dueAt.getTime()}`;
    const group = groups.get(key) ?? { carrier, priority: message.priority, dueAt, ids: [] };
    group.ids.push(message.id);
    groups.set(key, group);
  }
  const parcels: Parcel[] = [];
  for (const { carrier, priority, dueAt, ids } of groups.values()) {
    for (let start = 0; start < ids.length; start += mostAParcel) {
      const slice = ids.slice(start, start + mostAParcel);
      const parcel = { id: newUlid(), carrier, priority, size: slice.length, dueAt };
      parcels.push(parcel);
      for (const id of slice) messages.set(id, { ...(messages.get(id) as LockedMessage), parcelId: parcel.id });
    }
  }
  return { parcels, messages: [...messages.values()] };
}
