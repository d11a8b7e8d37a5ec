import { hostname } from 'node:os';
import { DelayedError, type Job, type Queue, WaitingError, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { Link, type LinkListeners } from '../../carrier/link';
import type { CarrierProfile } from '../../carrier/profile';
import { type BindJob, bindsQueueName } from '../../queues/binds';
import { queueOptions, type Redis } from '../../queues/redis';
import { BindReport } from './bind-report';
import { fairShare } from './fair-share';

export interface BindsOptions {
  /** Bind slots of all carriers together. */
  readonly slots: number;
  /** The lease on a bind (ms): a process that dies loses its binds after this, and one that can't renew it gives them up. */
  readonly lease: number;
  /** How long a link that ends in order waits for its answers (ms). */
  readonly drain: number;
  readonly log: Logger;
}

/** What the binds need to know of a carrier. */
export interface BindDoor {
  readonly profile: CarrierProfile;
  readonly listeners: Omit<LinkListeners, 'told'>;
  readonly opened: (link: Link) => void;
  readonly closed: (link: Link) => void;
}

/** A process with more than its share of the binds looks this often whether to give one up; one that is full waits as long (ms). */
const sharePeriod = 1000;

interface Held {
  readonly link: Link;
  renewedAt: number;
}

/**
 * Holds binds: each slot `carrier/n` is a job that never ends, and whoever works on it has the bind. The job's lock is the lease, so
 * no more than the agreed binds ever exist, over any number of processes.
 */
export class Binds {
  private readonly worker: Worker<BindJob>;
  private readonly held = new Map<string, Held>();
  private readonly holder = `${hostname()}:${process.pid}`;
  private readonly watch: NodeJS.Timeout;
  private stopping = false;
  private picking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly queue: Queue<BindJob>,
    private readonly connection: Redis,
    private readonly doors: ReadonlyMap<string, BindDoor>,
    private readonly options: BindsOptions,
  ) {
    this.worker = new Worker<BindJob>(bindsQueueName, (job, token) => this.hold(job, token), {
      ...queueOptions(bindsQueueName, connection),
      concurrency: options.slots + 1,
      lockDuration: options.lease,
      stalledInterval: Math.max(250, options.lease / 2),
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      drainDelay: 1,
    });
    this.worker.on('error', (error) => options.log.debug({ err: error }, 'the binds queue had a problem'));
    this.worker.on('locksRenewed', ({ jobIds }) => this.renewed(jobIds));
    this.worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) this.lose(id, 'another process holds the lease, or Redis has lost it');
    });
    this.watch = setInterval(() => void this.look(), sharePeriod);
  }

  /** Drains and unbinds every link, and frees the slots at once. */
  async close(): Promise<void> {
    this.stopping = true;
    clearInterval(this.watch);
    // First of all takes no further slot: those that are freed here are for others.
    await this.worker.pause(true);
    await Promise.all([...this.held.values()].map(({ link }) => link.stop(this.options.drain)));
    await this.worker.close();
  }

  /** One bind, from taking the slot to giving it back. */
  private async hold(job: Job<BindJob>, token: string | undefined): Promise<never> {
    const door = this.doors.get(job.data.carrier);
    const id = job.id as string;
    if (!door || this.stopping || !(await this.inTurn(() => this.take(id, door, job)))) {
      await job.moveToDelayed(Date.now() + sharePeriod, token);
      throw new DelayedError();
    }
    const { link } = this.held.get(id) as Held;
    const report = new BindReport(job, link, this.holder);
    await link.run();
    this.held.delete(id);
    door.closed(link);
    await report.end();
    await job.moveToWait(token);
    throw new WaitingError();
  }

  /** Takes the slot unless this process has its share already. */
  private async take(id: string, door: BindDoor, job: Job<BindJob>): Promise<boolean> {
    if (this.held.size >= (await this.share()) || this.stopping) return false;
    const link = new Link(door.profile, { ...door.listeners, told: (level, text) => this.tell(job, level, text) });
    this.held.set(id, { link, renewedAt: Date.now() });
    door.opened(link);
    return true;
  }

  private share(): Promise<number> {
    return fairShare(this.queue, this.options.slots, this.connection.options.db ?? 0);
  }

  /** Slots are taken one after the other, each seeing how many are held. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.picking.then(work);
    this.picking = turn.catch(() => {});
    return turn;
  }

  private tell(job: Job<BindJob>, level: 'info' | 'warn' | 'error', text: string): void {
    this.options.log[level]({ bind: job.id }, text);
    job.log(`${new Date().toISOString()} ${this.holder} ${text}`).catch(() => {});
  }

  private renewed(ids: readonly string[]): void {
    for (const id of ids) {
      const held = this.held.get(id);
      if (held) held.renewedAt = Date.now();
    }
  }

  /** Another process may bind in our place now: end the link at once, in doubt rather than in double. */
  private lose(id: string, why: string): void {
    this.options.log.warn({ bind: id }, `bind given up: ${why}`);
    this.held.get(id)?.link.abandon(why);
  }

  /** Leases that could not be renewed in time are lost, also when Redis can't even say so; and more than our share is shared. */
  private async look(): Promise<void> {
    const oldest = Date.now() - this.options.lease;
    for (const [id, held] of this.held) if (held.renewedAt < oldest) this.lose(id, 'its lease could not be renewed');
    if (this.stopping || this.held.size < 2) return;
    const share = await this.share();
    const [id, held] = [...this.held].at(-1) ?? [];
    if (this.stopping || !id || !held || this.held.size <= share) return;
    this.options.log.info({ bind: id }, 'handing a bind over to another process');
    await held.link.stop(this.options.drain);
  }
}
