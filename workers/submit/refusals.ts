import type { Pool } from 'mysql2/promise';
import { carrierAfterRefusal, type Network } from '../../carrier/next-carrier';
import { priorities } from '../../carrier/route';
import { accountName } from '../../db/accounts';
import type { Outgoing } from '../../db/claim';
import type { Fact } from '../../message/fact';

/** What becomes of a fact once it is known what the message's route says. */
export type Revise = (message: Outgoing, fact: Fact) => Promise<Fact>;

/**
 * A message of one part that its carrier refuses for good goes to the next carrier of its route, where the route says so. Of several
 * parts the carrier may have taken one, so those are never moved.
 */
export function reviseRefusals(pool: Pool, network: Network): Revise {
  return async (message, fact) => {
    if (fact.kind !== 'part_refused' || fact.status !== 'rejected' || message.partCount !== 1) return fact;
    const account = await accountName(pool, message.accountId);
    const priority = priorities[message.priority] ?? 'normal';
    const to = carrierAfterRefusal({ ...message, account, priority }, fact.carrier, network);
    if (!to) return fact;
    return { kind: 'rerouted', at: fact.at, from: fact.carrier, to, reason: 'refused', failure: fact.failure };
  };
}
