/** Runs the facts of one commit over the messages they are about: pure, so that what a commit writes is decided before it writes. */
import { decide } from '../message/decide';
import type { Fact } from '../message/fact';
import { standing } from '../message/state';
import { lifecycle, type Status } from '../message/status';
import { BatchDeltas } from './batch-counts';
import type { MessageEvent } from './message-events';
import type { LockedMessage } from './messages';
import type { PartRecord } from './parts';

/** A fact about a message that we know. */
export interface Entry {
  readonly messageId: string;
  readonly fact: Fact;
}

/** A change of status, as the world outside the ledger hears of it. */
export interface Transition {
  readonly messageId: string;
  readonly accountId: number;
  readonly batchId: string | null;
  readonly from: Status;
  readonly to: Status;
  readonly sequence: number;
  readonly at: Date;
}

export interface Requeue {
  readonly message: LockedMessage;
  readonly at: Date;
}

/** Everything that one commit will write. */
export interface Changes {
  /** As they were locked, by id. */
  readonly before: ReadonlyMap<string, LockedMessage>;
  /** Those that changed, as they are now. */
  readonly messages: ReadonlyMap<string, LockedMessage>;
  readonly parts: readonly PartRecord[];
  readonly events: readonly MessageEvent[];
  readonly transitions: readonly Transition[];
  readonly requeues: readonly Requeue[];
  readonly counts: BatchDeltas;
}

/** Facts are taken in order, each seeing what the one before it left. Facts about messages that don't exist are passed over. */
export function replay(
  locked: readonly LockedMessage[],
  known: readonly PartRecord[],
  entries: readonly Entry[],
): Changes {
  const before = new Map(locked.map((message) => [message.id, message]));
  const current = new Map(before);
  const changed = new Map<string, LockedMessage>();
  const parts = new PartIndex(known);
  const events: MessageEvent[] = [];
  const transitions: Transition[] = [];
  const requeues = new Map<string, Requeue>();
  const counts = new BatchDeltas();

  for (const { messageId, fact } of entries) {
    const message = current.get(messageId);
    if (!message) continue;
    const { state } = message;
    const decision = decide(state, parts.of(messageId), fact);
    parts.put(messageId, decision.parts);
    if (decision.event) events.push({ messageId, ...decision.event });
    if (decision.message === state) continue;

    const { carriage = message.carriage } = decision;
    const next = { ...message, state: decision.message, ...(carriage ? { carriage } : {}) };
    current.set(messageId, next);
    changed.set(messageId, next);
    if (decision.requeueAt) requeues.set(messageId, { message: next, at: decision.requeueAt });
    if (!decision.moved) continue;
    if (!decision.requeueAt) requeues.delete(messageId);
    const { status, sequence } = decision.message;
    transitions.push({
      messageId,
      accountId: message.accountId,
      batchId: message.batchId,
      from: state.status,
      to: status,
      sequence,
      at: fact.at,
    });
    counts.move(message.batchId, state.status, status, finality(next) - finality(message));
  }
  return {
    before,
    messages: changed,
    parts: parts.changed(),
    events,
    transitions,
    requeues: [...requeues.values()],
    counts,
  };
}

function finality(message: LockedMessage): number {
  return lifecycle[standing(message.state)].final ? 1 : 0;
}

/** Part records by message, remembering which ones a commit has changed. */
class PartIndex {
  private readonly byMessage = new Map<string, Map<number, PartRecord>>();
  private readonly touched = new Map<string, PartRecord>();

  constructor(known: readonly PartRecord[]) {
    for (const part of known) this.partsOf(part.messageId).set(part.part, part);
  }

  of(messageId: string): PartRecord[] {
    const parts = this.byMessage.get(messageId);
    return parts ? [...parts.values()] : [];
  }

  put(messageId: string, parts: readonly Omit<PartRecord, 'messageId'>[]): void {
    for (const part of parts) {
      const record = { ...part, messageId };
      this.partsOf(messageId).set(part.part, record);
      this.touched.set(`${messageId}/${part.part}`, record);
    }
  }

  changed(): PartRecord[] {
    return [...this.touched.values()];
  }

  private partsOf(messageId: string): Map<number, PartRecord> {
    const parts = this.byMessage.get(messageId) ?? new Map<number, PartRecord>();
    this.byMessage.set(messageId, parts);
    return parts;
  }
}
