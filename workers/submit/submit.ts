/**
 * Process `submit`: holds binds, sends parcels over them, records what carriers answer and deliver.
 * Everything is put together here; main.ts only reads the configuration.
 */
import type { Logger } from 'pino';
import { Gate } from '../../carrier/gate';
import type { Network } from '../../carrier/next-carrier';
import { pausedCarriers } from '../../db/carrier-states';
import type { Database } from '../../db/connect';
import { LedgerLanes } from '../../db/ledger-lanes';
import { bindSlots, ensureBindJobs, openBindsQueue } from '../../queues/binds';
import { connectForAdding, connectForWorking } from '../../queues/redis';
import { SubmitQueues } from '../../queues/submit';
import { type BindDoor, Binds } from './binds';
import { Deliveries } from './deliveries';
import { Outcomes } from './outcomes';
import { Parcels } from './parcels';
import { reviseRefusals } from './refusals';

export interface SubmitSettings {
  readonly redisUrl: string;
  readonly lanes: number;
  readonly concurrency: number;
  readonly bindLease: number;
  readonly shutdownGrace: number;
  readonly orphanReview: number;
  readonly parcelReview: number;
}

export interface SubmitProcess {
  /** Stops in order: no new parcel, answers awaited, unbound, all recorded. */
  close(): Promise<void>;
}

/** How often it is asked which carriers an operator holds (ms). */
const holdsPeriod = 1000;

/** Entries that one ledger commit takes at most; measured, see bench/README.md. */
const mostACommit = 500;

export async function startSubmit(
  network: Network,
  database: Database,
  settings: SubmitSettings,
  log: Logger,
): Promise<SubmitProcess> {
  const adding = connectForAdding(settings.redisUrl);
  const working = connectForWorking(settings.redisUrl);
  const queues = new SubmitQueues(adding);
  const bindsQueue = openBindsQueue(adding);

  const ledger = {
    shard: shardOf(process.pid, settings.lanes),
    orphanReview: settings.orphanReview,
    parcelReview: settings.parcelReview,
  };
  const lanes = new LedgerLanes(
    database.pool,
    { ...ledger, lanes: settings.lanes, most: mostACommit },
    ({ parcels }) => {
      // A job that can't be added now is added by the timer.
      if (parcels.length > 0) queues.add(parcels).catch(() => {});
    },
  );
  const outcomes = new Outcomes(lanes, log);
  const deliveries = new Deliveries(lanes, database.pool, log);

  const revise = reviseRefusals(database.pool, network);

  const gates = new Map<string, Gate>();
  const parcels = new Map<string, Parcels>();
  const doors = new Map<string, BindDoor>();
  for (const [name, profile] of network.carriers) {
    const gate = new Gate();
    const deps = { pool: database.pool, profile, gate, outcomes, ledger, revise };
    const work = new Parcels(deps, working, { concurrency: settings.concurrency, lease: settings.bindLease, log });
    gates.set(name, gate);
    parcels.set(name, work);
    doors.set(name, {
      profile,
      opened: (link) => gate.add(link),
      closed: (link) => gate.remove(link),
      listeners: {
        deliver: deliveries.handlerFor(profile),
        lateAnswer: ({ messageId, ...submitted }, answer) => {
          outcomes.heard(messageId, submitted, answer, profile);
        },
        changed: () => {
          gate.pump();
          work.adjust();
        },
      },
    });
  }

  const holds = setInterval(() => void look(), holdsPeriod);
  const look = async () => {
    // While the database is away nothing is claimed anyway.
    const paused = await pausedCarriers(database.pool).catch(() => null);
    if (!paused) return;
    for (const [name, gate] of gates) {
      gate.hold(paused.has(name));
      parcels.get(name)?.adjust();
    }
  };
  await look();

  const slots = bindSlots(network.carriers.values());
  const drain = Math.max(500, settings.shutdownGrace / 2);
  const binds = new Binds(bindsQueue, working, doors, { slots: slots.length, lease: settings.bindLease, drain, log });
  // Not waited for: while Redis is away a queue waits for it, and so does everything else here.
  ensureBindJobs(bindsQueue, slots).catch((error) => log.warn({ err: error }, 'the timer will add the bind jobs'));

  return {
    async close() {
      clearInterval(holds);
      for (const gate of gates.values()) gate.close();
      await Promise.all([...parcels.values()].map((work) => work.close()));
      await binds.close();
      await settled(() => outcomes.backlog > 0 || lanes.busy, settings.shutdownGrace);
      await Promise.all([queues.close(), bindsQueue.close()]);
      adding.disconnect();
      working.disconnect();
    },
  };
}

/** What the database has not taken yet is worth waiting for, within reason: what is left is in doubt, or comes again; not lost. */
async function settled(busy: () => boolean, grace: number): Promise<void> {
  const end = Date.now() + grace;
  while (busy() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Processes add to different rows of a batch's counters, so that they don't wait for each other. */
function shardOf(pid: number, lanes: number): number {
  return (pid * lanes) % 256;
}
