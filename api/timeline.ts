/** A message's life, step by step: its own times, and between them what its events tell. */
import type { MessageRecord } from '../db/message-list';
import type { Status } from '../message/status';
import type { TimelineEvent } from '../message/timeline';

export interface Step {
  readonly at: Date;
  readonly type: 'queued' | 'scheduled' | 'sent' | 'accepted' | 'final' | 'read' | TimelineEvent['kind'];
  /** The message's status after the step. */
  readonly status: Status;
  readonly detail: TimelineEvent['detail'];
}

const nothing: Step['detail'] = {};

/**
 * The steps in order of time; those of the same millisecond as the lifecycle has them. `sent_at` is the latest attempt's; each one
 * before it shows by the event that ended it.
 */
export function toTimeline(message: MessageRecord, events: readonly TimelineEvent[]): Step[] {
  const { queuedAt, startsAt, sentAt, acceptedAt } = message;
  const steps: (Step | null)[] = [
    { at: queuedAt, type: 'queued', status: 'queued', detail: nothing },
    startsAt > queuedAt
      ? { at: queuedAt, type: 'scheduled', status: 'queued', detail: { send_at: startsAt.toISOString() } }
      : null,
    sentAt && { at: sentAt, type: 'sent', status: 'sent', detail: nothing },
    acceptedAt && { at: acceptedAt, type: 'accepted', status: 'accepted', detail: nothing },
    ...events.map(({ at, kind, status, detail }) => ({ at, type: kind, status, detail })),
    ...ending(message, events),
  ];
  // The sort is stable, so steps of one millisecond stay in the order above.
  return steps.filter((step) => step !== null).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The last steps, where no event tells of them. */
function ending({ status, finalAt, readAt, failure }: MessageRecord, events: readonly TimelineEvent[]): Step[] {
  const told = new Set(events.map((event) => event.status));
  const steps: Step[] = [];
  if (finalAt && status !== 'read' && !told.has(status)) {
    steps.push({ at: finalAt, type: 'final', status, detail: failure ? { reason: failure.code } : nothing });
  }
  if (readAt && !told.has('read')) steps.push({ at: readAt, type: 'read', status: 'read', detail: nothing });
  return steps;
}
