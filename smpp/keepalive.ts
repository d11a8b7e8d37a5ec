/** Is the peer still there? Pure: the clock is handed in, milliseconds, always the same one. */

export interface KeepaliveOptions {
  /** Silence after which to ask, milliseconds. */
  readonly enquireLink: number;
  /** How long an enquire_link may stay unanswered, milliseconds. */
  readonly enquireLinkTimeout: number;
}

/** `wait`: nothing to do. `enquire`: send an enquire_link now. `dead`: the last one wasn't answered in time. */
export type Verdict = 'wait' | 'enquire' | 'dead';

export interface Keepalive {
  /** The peer sent something. */
  heard(now: number): void;
  /** Our enquire_link was answered. */
  answered(): void;
  /** What to do now. After `enquire` the answer's deadline runs. */
  check(now: number): Verdict;
  /** Moves both clocks, after a time in which we ourselves weren't listening. */
  postpone(milliseconds: number): void;
}

export function createKeepalive({ enquireLink, enquireLinkTimeout }: KeepaliveOptions, start: number): Keepalive {
  let heardAt = start;
  let deadline: number | undefined;
  return {
    heard(now) {
      heardAt = now;
    },
    answered() {
      deadline = undefined;
    },
    check(now) {
      if (deadline !== undefined) return now >= deadline ? 'dead' : 'wait';
      if (now - heardAt < enquireLink) return 'wait';
      deadline = now + enquireLinkTimeout;
      return 'enquire';
    },
    postpone(milliseconds) {
      heardAt += milliseconds;
      if (deadline !== undefined) deadline += milliseconds;
    },
  };
}
