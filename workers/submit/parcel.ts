import type { Pool } from 'mysql2/promise';
import type { Gate, Grant } from '../../carrier/gate';
import type { CarrierProfile } from '../../carrier/profile';
import { notReady } from '../../carrier/to-fact';
import { type Part, toSubmitSm } from '../../carrier/to-submit-sm';
import { claim, type Outgoing } from '../../db/claim';
import type { LedgerOptions } from '../../db/ledger';
import type { Outcomes } from './outcomes';
import type { Revise } from './refusals';

export interface ParcelDeps {
  readonly pool: Pool;
  readonly profile: CarrierProfile;
  readonly gate: Gate;
  readonly outcomes: Outcomes;
  readonly ledger: LedgerOptions;
  readonly revise: Revise;
}

/** The most messages of a claim: larger ones hold their locks longer than they save. */
const mostAClaim = 250;
/** Parts of messages that are Sent already go before everybody else. */
const rest = -1;
/** When the timer looks for messages without an answer, after the last of the parcel may have been answered (ms). */
const reviewSlack = 5000;

/**
 * Sends a parcel: wait for room, claim as many messages as there is room for, put them on the wire, until none is Queued. Answers are
 * recorded as they come; the parcel doesn't wait for them. Null when this process has no live link (any more): the rest of the
 * parcel is still Queued, and whoever runs it next goes on from there.
 */
export async function sendParcel(parcelId: string, priority: number, deps: ParcelDeps): Promise<number | null> {
  let after = '';
  let sent = 0;
  for (;;) {
    const grant = await deps.gate.reserve(mostAClaim, priority);
    if (!grant) return null;
    const claimed = await claimFor(grant, parcelId, after, deps);
    await send(grant, claimed.messages, deps);
    sent += claimed.messages.length;
    if (claimed.exhausted) return sent;
    after = claimed.last;
  }
}

async function claimFor(grant: Grant, parcelId: string, after: string, { pool, profile, gate, ledger }: ParcelDeps) {
  const reviewAfter = profile.responseTimeout + reviewSlack;
  try {
    return await claim(pool, { parcelId, carrier: profile.name, after, limit: grant.left, reviewAfter }, ledger);
  } catch (error) {
    gate.release(grant);
    throw error;
  }
}

/** Puts claimed messages on the wire. One of several parts may need more room than was granted: it waits for it here, first in line. */
async function send(first: Grant, messages: readonly Outgoing[], deps: ParcelDeps): Promise<void> {
  const { gate } = deps;
  let grant: Grant | null = first;
  for (const message of messages) {
    for (const part of partsLeft(message, deps)) {
      if (grant?.left === 0) grant = await gate.reserve(1, rest);
      if (grant) submit(grant, message, part, deps);
      else deps.outcomes.record({ messageId: message.id, fact: unsent(message, part, deps) });
    }
  }
  if (grant) gate.release(grant);
}

function submit(grant: Grant, message: Outgoing, part: Part, { gate, outcomes, profile, revise }: ParcelDeps): void {
  const { link } = grant;
  const submitted = { part: part.number, attempt: message.attempts, claim: message.sequence };
  gate.use(grant);
  void link.submit(part.request, { messageId: message.id, ...submitted }).then((answer) => {
    const verdict = outcomes.heard(message.id, submitted, answer, profile, (fact) => revise(message, fact));
    if (answer.kind === 'answered') link.heard(verdict.fact.kind !== 'part_deferred');
    if (verdict.link === 'throttled') link.slowDown();
    if (verdict.link === 'rebind') link.rebind('the carrier says that the session is not what we think it is');
    gate.pump();
  });
}

/** The parts that no carrier has taken yet. A stored message that can't be encoded is refused here, not thrown over its parcel. */
function partsLeft(message: Outgoing, { profile, outcomes }: ParcelDeps): Part[] {
  try {
    return toSubmitSm(message, profile).filter((part) => !message.partsTaken.has(part.number));
  } catch (error) {
    const failure = {
      code: 'invalid_request_to_carrier',
      carrierCode: null,
      raw: String(error).slice(0, 200),
    } as const;
    const about = { at: new Date(), part: 1, claim: message.sequence, carrier: profile.name };
    outcomes.record({ messageId: message.id, fact: { kind: 'part_refused', ...about, status: 'failed', failure } });
    return [];
  }
}

function unsent(message: Outgoing, part: Part, { profile }: ParcelDeps) {
  return notReady({ at: new Date(), part: part.number, claim: message.sequence, carrier: profile.name }, profile);
}
