/**
 * Facts: everything that can happen to a message after it was stored. A fact is what was observed, never what should follow
 * from it; `decide` (decide.ts) draws the conclusion. Times are Dates, part numbers count from 1.
 */
import type { ErrorCode } from './error';
import type { Status } from './status';
import type { Encoding } from './text';

/** Why a message failed, as stored with it. `carrierCode` is the carrier's own word (`0x0000000B`, `err:21b`). */
export interface Failure {
  readonly code: ErrorCode;
  readonly carrierCode: string | null;
  readonly raw: string | null;
}

/** Written before `submit_sm` goes on the wire. */
export interface Claimed {
  readonly kind: 'claimed';
  readonly at: Date;
  readonly carrier: string;
}

/**
 * What is heard of a part carries `claim`: the message's sequence when it was claimed for that attempt. A refusal of an attempt that is
 * over must not put back a message that is on the wire again; only that a carrier took it stays true whenever it is heard.
 */

/** `submit_sm_resp` ESME_ROK. An absent id makes the part untrackable: the timer decides. */
export interface PartAccepted {
  readonly kind: 'part_accepted';
  readonly at: Date;
  readonly part: number;
  readonly claim?: number;
  readonly carrier: string;
  readonly carrierMessageId: string | null;
}

/** The carrier said no for good. */
export interface PartRefused {
  readonly kind: 'part_refused';
  readonly at: Date;
  readonly part: number;
  readonly claim?: number;
  readonly carrier: string;
  readonly status: 'rejected' | 'failed' | 'undelivered';
  readonly failure: Failure;
}

/** The carrier said no for now; it certainly did not take the part. */
export interface PartDeferred {
  readonly kind: 'part_deferred';
  readonly at: Date;
  readonly part: number;
  readonly claim?: number;
  readonly carrier: string;
  /** False for a throttle and for a link that was not ready: those never use up attempts. */
  readonly counted: boolean;
  /** When to try again, and after how many counted attempts not to. */
  readonly retryAt: Date;
  readonly maxAttempts: number;
  readonly failure: Failure;
}

/** On the wire perhaps, and no answer: in doubt until `decideAt`. */
export interface PartUnanswered {
  readonly kind: 'part_unanswered';
  readonly at: Date;
  readonly part: number;
  readonly claim?: number;
  readonly carrier: string;
  readonly reason: 'timeout' | 'link_closed' | 'process_lost';
  readonly decideAt: Date;
}

/** What a delivery receipt says, whoever it turns out to be about. Plain JSON, so that a receipt can wait for its message. */
export interface ReceiptSays {
  readonly status: Exclude<Status, 'queued' | 'sent'>;
  readonly failure: Failure | null;
  /** The receipt as the carrier wrote it, and the facts read from it, kept as evidence. */
  readonly raw: string;
  readonly evidence: Readonly<Record<string, string | number | null>>;
  /** True where the carrier's profile says that one receipt speaks for all parts. */
  readonly wholeMessage: boolean;
}

/** A receipt on its way to its part: what it says, and by what its part can be found. */
export interface HeardReceipt {
  readonly carrier: string;
  /** As the profile's rule normalises it; null when the receipt names none. */
  readonly carrierMessageId: string | null;
  /** Recipient and sender of the message it speaks of: E.164 with `+`, and the sender without one. */
  readonly recipient: string;
  readonly sender: string;
  readonly arrivedAt: Date;
  /**
   * False when nothing but its text says that it is a receipt. Then it may only speak of a message to the number it comes from: what a
   * handset types can't touch anybody else's.
   */
  readonly proven: boolean;
  readonly says: ReceiptSays;
}

/** A delivery receipt that has found its part. */
export interface ReceiptRead extends ReceiptSays {
  readonly kind: 'receipt';
  readonly at: Date;
  readonly part: number;
  readonly carrier: string;
  readonly carrierMessageId: string | null;
  /** True when it was matched by recipient and sender because its message was in doubt. */
  readonly adopted: boolean;
}

/** The timer looked at a message whose deadline had come. */
export interface DeadlinePassed {
  readonly kind: 'deadline_passed';
  readonly at: Date;
  /** How long after its validity an accepted message may stay without a final receipt (ms). */
  readonly grace: number;
  readonly inDoubtPolicy: 'unknown' | 'resend';
}

/** The sender took it back while it was waiting. */
export interface Cancelled {
  readonly kind: 'cancelled';
  readonly at: Date;
}

/** The recipient wants no messages of this sender, or of this account. */
export interface OptedOut {
  readonly kind: 'opted_out';
  readonly at: Date;
}

/** How one carrier takes a message, and what it asks for it. */
export interface Carriage {
  readonly carrier: string;
  readonly encoding: Encoding;
  /** What the carrier charges for. */
  readonly segments: number;
  /** How many submit_sm it takes. */
  readonly partCount: number;
  /** Decimal text for all segments, with its ISO currency; null where no price is set. */
  readonly price: string | null;
  readonly currency: string | null;
}

/** Another carrier is to take it: its own is down or refuses everything, or has refused this message and the route has a next one. */
export interface Rerouted {
  readonly kind: 'rerouted';
  readonly at: Date;
  readonly from: string;
  readonly to: Carriage;
  readonly reason: 'carrier_down' | 'carrier_refusing' | 'carrier_removed' | 'refused';
  /** What the first carrier said, where it said something. */
  readonly failure: Failure | null;
}

export type Fact =
  | Claimed
  | PartAccepted
  | PartRefused
  | PartDeferred
  | PartUnanswered
  | ReceiptRead
  | DeadlinePassed
  | Cancelled
  | OptedOut
  | Rerouted;
