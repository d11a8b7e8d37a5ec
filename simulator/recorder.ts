import type { Bind } from './link';
import { identityOf } from './message';
import type { Address, SubmitSm } from './submit-sm';
import type { Sar } from './submit-tlvs';
import { type UserData, userDataOf } from './user-data';

/** A `submit_sm` that was read, and what became of it at once. */
export interface Submission {
  readonly at: Date;
  readonly systemId: string;
  readonly bindType: Bind['type'];
  readonly source: Address;
  readonly destination: Address;
  readonly dataCoding: number;
  readonly esmClass: number;
  readonly registeredDelivery: number;
  readonly validityPeriod: string;
  readonly sar: Sar | undefined;
  /** It came in a message_payload TLV. */
  readonly isPayload: boolean;
  readonly udh: Buffer | undefined;
  readonly body: Buffer;
  /** Undefined while, or because, it was not taken. */
  messageId: string | undefined;
  /** The command_status it was answered with; undefined without an answer. */
  status: number | undefined;
}

/** How often something was submitted, and how often it was taken: more than one taken means that it was sent twice. */
export interface Count {
  submits: number;
  accepted: number;
}

/** Remembers every submit: for tests, since it keeps all it sees. */
export interface Recorder {
  readonly submissions: readonly Submission[];
  /** By destination, as it was submitted. */
  readonly byNumber: ReadonlyMap<string, Count>;
  /** By source, destination, header and text: one entry for each part of each message. */
  readonly byMessage: ReadonlyMap<string, Count>;
  submitted(bind: Bind, submit: SubmitSm): Submission;
  taken(submission: Submission, messageId: string): void;
}

/** Starts with nothing remembered. */
export function createRecorder(): Recorder {
  const submissions: Submission[] = [];
  const byNumber = new Map<string, Count>();
  const byMessage = new Map<string, Count>();
  const counts = new Map<Submission, readonly Count[]>();
  return {
    submissions,
    byNumber,
    byMessage,
    submitted(bind, submit) {
      const data = userDataOf(submit) ?? { udh: undefined, body: submit.payload ?? submit.shortMessage };
      const submission = toSubmission(bind, submit, data);
      submissions.push(submission);
      const both = [countOf(byNumber, submission.destination.addr), countOf(byMessage, identityOf(submit, data))];
      counts.set(submission, both);
      for (const count of both) count.submits += 1;
      return submission;
    },
    taken(submission, messageId) {
      submission.messageId = messageId;
      for (const count of counts.get(submission) ?? []) count.accepted += 1;
    },
  };
}

function countOf(counts: Map<string, Count>, key: string): Count {
  const count = counts.get(key) ?? { submits: 0, accepted: 0 };
  counts.set(key, count);
  return count;
}

function toSubmission(bind: Bind, submit: SubmitSm, { udh, body }: UserData): Submission {
  return {
    at: new Date(),
    systemId: bind.systemId,
    bindType: bind.type,
    source: submit.source,
    destination: submit.destination,
    dataCoding: submit.dataCoding,
    esmClass: submit.esmClass,
    registeredDelivery: submit.registeredDelivery,
    validityPeriod: submit.validityPeriod,
    sar: submit.sar,
    isPayload: submit.payload !== undefined,
    udh: udh && Buffer.from(udh),
    body: Buffer.from(body),
    messageId: undefined,
    status: undefined,
  };
}
