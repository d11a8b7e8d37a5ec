import { anotherCarrier } from '../../carrier/next-carrier';
import type { CarrierProfile } from '../../carrier/profile';
import { priorities } from '../../carrier/route';
import { type CarrierState, saveCarrierState, unfitCarriers } from '../../db/carrier-states';
import type { LedgerEntry } from '../../db/ledger';
import { carriersWaitedFor, openParcelsOf, waitingIn } from '../../db/waiting-messages';
import type { BindJob } from '../../queues/binds';
import type { TimerDeps } from './task';

const page = 100;
/** Retries wait no longer than this, mostly; what is due later was scheduled by its sender (ms). */
const longestRetry = 600_000;

type Reason = CarrierState['reason'] | 'carrier_removed';

/**
 * Failover. Looks how the carriers stand, and hands the waiting messages of one that has been down, or has refused everything, for
 * longer than its setting to the next carrier of their routes. What may be on the wire is never touched: it isn't Queued. When
 * the carrier is fit again, new messages go its way as before.
 */
export async function handOverWaiting(deps: TimerDeps): Promise<number> {
  const now = new Date();
  const unfit = await look(deps, now);
  let handed = 0;
  for (const name of await carriersWaitedFor(deps.database.pool)) {
    const reason = reasonToLeave(deps.network.carriers.get(name), unfit.get(name), now);
    if (reason) handed += await handOver(name, reason, unfit, deps, now);
  }
  return handed;
}

/** How the carriers stand now; since when is remembered. */
async function look({ database, network, bindJobs }: TimerDeps, now: Date): Promise<Map<string, CarrierState>> {
  const known = await unfitCarriers(database.pool);
  const binds = await bindJobs();
  const unfit = new Map<string, CarrierState>();
  for (const name of network.carriers.keys()) {
    const before = known.get(name) ?? null;
    const state = stateOf(
      binds.filter(({ carrier }) => carrier === name),
      before,
      now,
    );
    if (state) unfit.set(name, state);
    if (state?.reason !== before?.reason) await saveCarrierState(database.pool, name, state);
  }
  return unfit;
}

/** Down without a bind that is live; refusing when all that are live refuse. Null: fit. */
export function stateOf(binds: readonly BindJob[], before: CarrierState | null, now: Date): CarrierState | null {
  const live = binds.filter(({ state }) => state === 'bound');
  if (live.length === 0)
    return before?.reason === 'carrier_down' ? before : { unfitSince: now, reason: 'carrier_down' };
  const refusals = live.map(({ refusing_since: since }) => since);
  if (refusals.some((since) => !since)) return null;
  const latest = Math.max(...refusals.map((since) => Date.parse(since as string)));
  return { unfitSince: new Date(latest), reason: 'carrier_refusing' };
}

function reasonToLeave(profile: CarrierProfile | undefined, state: CarrierState | undefined, now: Date): Reason | null {
  if (!profile) return 'carrier_removed';
  if (!state || now.getTime() - state.unfitSince.getTime() < profile.failoverAfter) return null;
  return state.reason;
}

async function handOver(
  from: string,
  reason: Reason,
  unfit: ReadonlyMap<string, CarrierState>,
  { database, network, record }: TimerDeps,
  now: Date,
): Promise<number> {
  // Those that wait for another attempt are waiting too.
  const dueBy = new Date(now.getTime() + longestRetry);
  let handed = 0;
  for (let after = ''; ; ) {
    const parcels = await openParcelsOf(database.pool, from, { after, dueBy, limit: page });
    for (const parcel of parcels) {
      const waiting = await waitingIn(database.pool, parcel, now);
      const entries = waiting.flatMap((message): LedgerEntry[] => {
        const query = { ...message, priority: priorities[message.priority] ?? 'normal' };
        const to = anotherCarrier(query, from, network, (name) => !unfit.has(name));
        return to
          ? [{ messageId: message.id, fact: { kind: 'rerouted', at: now, from, to, reason, failure: null } }]
          : [];
      });
      await record(entries);
      handed += entries.length;
    }
    if (parcels.length < page) return handed;
    after = parcels.at(-1) ?? after;
  }
}
