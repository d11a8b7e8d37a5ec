import fc from 'fast-check';
import type { LockedMessage } from '../../db/messages';
import { type Requeue, replay } from '../../db/replay';
import { toParcels } from '../../db/requeue';
import { newUlid } from '../../message/id';
import { messageAt } from '../message/sample-message';

const nothing = replay([], [], []);

function waiting(patch: { carrier?: string; priority?: number; at: number }): Requeue {
  const message: LockedMessage = {
    id: newUlid(),
    accountId: 1,
    batchId: null,
    parcelId: 'before',
    priority: patch.priority ?? 1,
    state: messageAt('queued', { carrier: patch.carrier ?? 'acme' }),
  };
  return { message, at: new Date(patch.at) };
}

function pack(requeues: readonly Requeue[]) {
  const messages = new Map(requeues.map(({ message }) => [message.id, message]));
  return toParcels({ ...nothing, messages, requeues });
}

it('messages that go out at about the same time share a parcel', () => {
  const { parcels, messages } = pack([1000, 1001, 1240, 1251].map((at) => waiting({ at })));
  expect(parcels.map(({ size, dueAt }) => [size, dueAt.getTime()])).toEqual([
    [1, 1000],
    [2, 1250],
    [1, 1500],
  ]);
  expect(messages.map(({ parcelId }) => parcels.findIndex(({ id }) => id === parcelId))).toEqual([0, 1, 1, 2]);
});

it('another carrier or priority is another parcel, and 500 messages fill one', () => {
  expect(
    pack([waiting({ at: 0 }), waiting({ at: 0, carrier: 'other' }), waiting({ at: 0, priority: 0 })]).parcels,
  ).toHaveLength(3);
  const { parcels } = pack(Array.from({ length: 1001 }, () => waiting({ at: 0 })));
  expect(parcels.map(({ size }) => size)).toEqual([500, 500, 1]);
});

it('no message goes out before its time, much after it, or not at all', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3000 }), { maxLength: 50 }), (times) => {
      const requeues = times.map((at) => waiting({ at }));
      const { parcels, messages } = pack(requeues);
      for (const { message, at } of requeues) {
        const parcelId = messages.find(({ id }) => id === message.id)?.parcelId;
        const wait = (parcels.find(({ id }) => id === parcelId)?.dueAt.getTime() ?? Number.NaN) - at.getTime();
        expect([wait >= 0, wait < 250]).toEqual([true, true]);
      }
      expect(parcels.reduce((sum, { size }) => sum + size, 0)).toBe(times.length);
    }),
  );
});

it('messages that wait for nothing keep their parcel', () => {
  const { message } = waiting({ at: 0 });
  const { parcels, messages } = toParcels({ ...nothing, messages: new Map([[message.id, message]]) });
  expect([parcels, messages]).toEqual([[], [message]]);
});
