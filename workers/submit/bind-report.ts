import type { Job } from 'bullmq';
import type { Link } from '../../carrier/link';
import type { BindJob } from '../../queues/binds';

/** How often a bind's figures are written, at most (ms). */
const period = 1000;

/** Keeps a bind's job telling how its link is, for Bull Board: written when something changed, and not more often than once a second. */
export class BindReport {
  private written = '';
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly job: Job<BindJob>,
    private readonly link: Link,
    private readonly holder: string,
  ) {
    this.timer = setInterval(() => void this.write(), period);
  }

  async write(holder: string | null = this.holder): Promise<void> {
    const data = this.figures(holder);
    const text = JSON.stringify(data);
    if (text === this.written) return;
    this.written = text;
    // Redis being away is noticed by the lease; the figures are only figures.
    await this.job.updateData(data).catch(() => {});
  }

  /** The last word: nobody holds the bind now. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.write(null);
  }

  private figures(holder: string | null): BindJob {
    const { carrier, slot } = this.job.data;
    const rate = this.link.pace.current(Date.now());
    return {
      carrier,
      slot,
      holder,
      state: this.link.state,
      since: this.link.since.toISOString(),
      window: this.link.profile.window,
      in_flight: this.link.inFlight,
      rate: rate === null ? null : Math.round(rate * 10) / 10,
      submitted: this.link.submitted,
      throttled: this.link.throttled,
      refusing_since: this.link.unwillingSince(new Date())?.toISOString() ?? null,
      last_error: this.link.lastError,
    };
  }
}
