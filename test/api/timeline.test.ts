import { toTimeline } from '../../api/timeline';
import type { MessageRecord } from '../../db/message-list';
import type { TimelineEvent } from '../../message/timeline';

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second));
const base = {
  status: 'queued',
  failure: null,
  queuedAt: at(0),
  startsAt: at(0),
  sentAt: null,
  acceptedAt: null,
  finalAt: null,
  readAt: null,
} as unknown as MessageRecord;
const event = (second: number, kind: TimelineEvent['kind'], status: TimelineEvent['status']): TimelineEvent => ({
  at: at(second),
  kind,
  status,
  detail: {},
});

it.each<[what: string, message: Partial<MessageRecord>, events: TimelineEvent[], steps: string[]]>([
  ['waits', {}, [], ['queued']],
  ['waits for its time', { startsAt: at(60) }, [], ['queued', 'scheduled']],
  [
    'was delivered within one second',
    { status: 'delivered', sentAt: at(0), acceptedAt: at(0), finalAt: at(0) },
    [event(0, 'receipt', 'delivered')],
    ['queued', 'sent', 'accepted', 'receipt:delivered'],
  ],
  [
    'was throttled, then delivered and read',
    { status: 'read', sentAt: at(3), acceptedAt: at(4), finalAt: at(5), readAt: at(9) },
    [event(1, 'deferred', 'queued'), event(5, 'receipt', 'delivered'), event(9, 'receipt', 'read')],
    ['queued', 'deferred:queued', 'sent', 'accepted', 'receipt:delivered', 'receipt:read'],
  ],
  [
    'had its receipt before the response',
    { status: 'delivered', sentAt: at(1), finalAt: at(2) },
    [event(2, 'receipt', 'delivered')],
    ['queued', 'sent', 'receipt:delivered'],
  ],
  ['could go nowhere', { status: 'failed', finalAt: at(0) }, [], ['queued', 'final:failed']],
  ['was read, and no event tells', { status: 'read', finalAt: at(1), readAt: at(2) }, [], ['queued', 'read:read']],
])('tells of a message that %s', (_what, message, events, steps) => {
  const told = toTimeline({ ...base, ...message }, events);
  const short = told.map(({ type, status }) =>
    ['queued', 'scheduled', 'sent', 'accepted'].includes(type) ? type : `${type}:${status}`,
  );
  expect(short).toEqual(steps);
});
