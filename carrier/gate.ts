/**
 * The gate to a carrier: how many messages may go on the wire now, over which link. A worker asks before it claims, so that no more
 * is ever Sent without an answer than the windows hold. Waiting is in order of priority, urgent first.
 */
import type { Link } from './link';

/** Leave to submit `left` parts on `link`. What is not used is given back with `release`. */
export interface Grant {
  readonly link: Link;
  left: number;
}

interface Waiter {
  readonly wanted: number;
  readonly priority: number;
  readonly since: number;
  readonly settle: (grant: Grant | null) => void;
}

/** A busy link gathers room for this long before it grants less than what was asked: many small claims cost more than they win (ms). */
const gather = 5;
/** Less than this share of a window (or of a second, with a pace) is not worth a claim of its own. */
const worthwhile = 0.25;
const worthwhileOfSecond = 0.05;

export class Gate {
  private readonly links = new Set<Link>();
  private waiting: Waiter[] = [];
  private timer: NodeJS.Timeout | null = null;
  private pumping = false;
  private closed = false;
  private paused = false;

  /** A link that may become live; its `changed` must lead to `pump`. */
  add(link: Link): void {
    this.links.add(link);
    this.pump();
  }

  remove(link: Link): void {
    this.links.delete(link);
    this.pump();
  }

  /** Lets nobody through any more: whoever waits is told that no link is live. */
  close(): void {
    this.closed = true;
    this.pump();
  }

  /** An operator holds the carrier: no message is begun. The binds stay up, since receipts go on coming. */
  hold(paused: boolean): void {
    this.paused = paused;
    this.pump();
  }

  /** Messages may be begun. */
  get live(): boolean {
    return this.bound && !this.paused;
  }

  private get bound(): boolean {
    if (this.closed) return false;
    for (const link of this.links) if (link.state === 'bound') return true;
    return false;
  }

  /**
   * Waits until some of `wanted` parts may go; null when no link of this process is live. Lower priorities go first, and among equals
   * the longest waiting.
   */
  reserve(wanted: number, priority: number): Promise<Grant | null> {
    return new Promise((settle) => {
      const waiter = { wanted, priority, since: performance.now(), settle };
      const behind = this.waiting.findIndex((other) => other.priority > priority);
      this.waiting.splice(behind === -1 ? this.waiting.length : behind, 0, waiter);
      this.pump();
    });
  }

  release(grant: Grant): void {
    grant.link.reserved -= grant.left;
    grant.link.pace.giveBack(grant.left);
    grant.left = 0;
    this.pump();
  }

  /** Uses one of a grant's slots: from here the session's own window counts it. */
  use(grant: Grant): void {
    grant.left -= 1;
    grant.link.reserved -= 1;
  }

  /** Looks, once in this turn of the event loop, whether somebody who waits may go. */
  pump(): void {
    if (this.pumping) return;
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      this.serve();
    });
  }

  private serve(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    while (this.waiting.length > 0) {
      const waiter = this.waiting[0] as Waiter;
      if (!this.mayPass(waiter)) {
        this.waiting.shift();
        waiter.settle(null);
        continue;
      }
      const grant = this.grantFor(waiter);
      if (!grant) break;
      this.waiting.shift();
      waiter.settle(grant);
    }
    const next = this.nextLook();
    if (next !== null) this.timer = setTimeout(() => this.serve(), next);
  }

  /** The rest of a message that is on its way already goes out also while the carrier is held. */
  private mayPass({ priority }: Waiter): boolean {
    return this.live || (this.bound && priority < 0);
  }

  private grantFor(waiter: Waiter): Grant | null {
    const now = Date.now();
    const patient = performance.now() - waiter.since < gather;
    const byRoom = [...this.links].filter((link) => link.free > 0).sort((a, b) => b.free - a.free);
    for (const link of byRoom) {
      const room = Math.min(waiter.wanted, link.free);
      if (patient && room < Math.min(waiter.wanted, worthwhile * link.profile.window) && link.inFlight > 0) continue;
      const rate = link.pace.current(now);
      const least = rate === null ? 1 : Math.min(room, Math.ceil(rate * worthwhileOfSecond));
      const left = link.pace.take(room, now);
      if (left >= least) {
        link.reserved += left;
        return { link, left };
      }
      link.pace.giveBack(left);
    }
    return null;
  }

  /** Milliseconds until looking again makes sense without anything else happening; null when there is nothing to wait for. */
  private nextLook(): number | null {
    if (this.waiting.length === 0) return null;
    let soonest: number | null = null;
    for (const link of this.links) {
      if (link.free === 0) continue;
      const wait = Math.max(gather, link.pace.wait(Date.now()));
      soonest = soonest === null ? wait : Math.min(soonest, wait);
    }
    return soonest;
  }
}
