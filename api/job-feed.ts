/**
 * Jobs for parcels that are committed. Nobody waits for it: an answer depends on the database alone. What Redis doesn't take is left to the
 * timer, which adds the jobs that are missing.
 */
import type { Parcel } from '../db/parcels';

/** Where parcels' jobs go. */
export interface ParcelQueue {
  add(parcels: readonly Parcel[]): Promise<void>;
}

/** Parcels that may wait for Redis; beyond it the timer adds them. */
const mostWaiting = 10_000;

export class JobFeed {
  private waiting: Parcel[] = [];
  private running: Promise<void> | null = null;

  /** `missed` hears of parcels that are left to the timer. */
  constructor(
    private readonly queue: ParcelQueue,
    private readonly missed: (parcels: number, error: unknown) => void,
  ) {}

  push(parcels: readonly Parcel[]): void {
    if (parcels.length === 0) return;
    if (this.waiting.length + parcels.length > mostWaiting) {
      this.missed(parcels.length, new Error('too many parcels wait'));
      return;
    }
    for (const parcel of parcels) this.waiting.push(parcel);
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** Resolves when all that was pushed so far is added, or left to the timer. */
  async drained(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        await this.queue.add(group);
      } catch (error) {
        this.missed(group.length, error);
      }
    }
  }
}
