/**
 * The pace of one bind: a token bucket that a throttle answer halves and that recovers additively, as TCP does. Pure: times
 * are given, in milliseconds.
 */

/** Of a second: how much may go out at once after a pause. Small, since carriers count strictly. */
const burst = 0.1;
/** Of the configured (or last known good) rate: how much is won back each second. */
const recovery = 0.1;
/** Answers to what was already on the wire say nothing new: within this time throttles count as one (ms). */
const sameThrottle = 1000;
/** Without a configured rate: how fast we take ourselves to have been when the first throttle comes, at least. */
const slowest = 1;

export class Pace {
  private readonly limit: number;
  private rate: number;
  private tokens: number;
  private filledAt: number;
  private throttledAt = Number.NEGATIVE_INFINITY;
  private good = 0;
  private taken: { since: number; count: number };

  /** `tps` is messages (parts) a second; 0 means as fast as the window allows. */
  constructor(tps: number, now: number) {
    this.limit = tps === 0 ? Number.POSITIVE_INFINITY : tps;
    this.rate = this.limit;
    this.tokens = this.capacity();
    this.filledAt = now;
    this.taken = { since: now, count: 0 };
  }

  /** How many of `wanted` may go out now; they are taken. */
  take(wanted: number, now: number): number {
    this.fill(now);
    const granted = Math.min(wanted, Math.floor(this.tokens));
    this.tokens -= granted;
    this.count(granted, now);
    return granted;
  }

  /** Gives back what was taken and not used. */
  giveBack(count: number): void {
    this.tokens = Math.min(this.capacity(), this.tokens + count);
  }

  /** Milliseconds until one more may go out; 0 when one may now. */
  wait(now: number): number {
    this.fill(now);
    return this.tokens >= 1 ? 0 : Math.ceil(((1 - this.tokens) / this.rate) * 1000);
  }

  /** The carrier said: too fast. */
  throttled(now: number): void {
    if (now - this.throttledAt < sameThrottle) return;
    this.fill(now);
    const fastest = Number.isFinite(this.rate) ? this.rate : this.measured(now);
    this.good = Math.max(this.good, fastest);
    this.rate = Math.max(slowest, fastest / 2);
    this.tokens = Math.min(this.tokens, this.capacity());
    this.throttledAt = now;
  }

  /** Messages a second that it allows now; null when unlimited. */
  current(now: number): number | null {
    this.fill(now);
    return Number.isFinite(this.rate) ? this.rate : null;
  }

  private fill(now: number): void {
    const seconds = Math.max(0, now - this.filledAt) / 1000;
    this.filledAt = now;
    if (this.rate < this.limit) this.recover(seconds);
    this.tokens = Math.min(this.capacity(), this.tokens + this.rate * seconds);
    if (Number.isNaN(this.tokens)) this.tokens = this.capacity();
  }

  private recover(seconds: number): void {
    const goal = Number.isFinite(this.limit) ? this.limit : this.good;
    this.rate = Math.min(this.limit, this.rate + Math.max(slowest, goal * recovery) * seconds);
    // Without a configured rate: well past what was throttled last, the throttle's reason is gone.
    if (!Number.isFinite(this.limit) && this.rate > 2 * this.good) this.rate = this.limit;
  }

  private capacity(): number {
    return Math.max(1, this.rate * burst);
  }

  private count(granted: number, now: number): void {
    if (now - this.taken.since > 2000) this.taken = { since: now - 1000, count: this.taken.count / 2 };
    this.taken.count += granted;
  }

  private measured(now: number): number {
    return Math.max(slowest, this.taken.count / Math.max(0.25, (now - this.taken.since) / 1000));
  }
}
