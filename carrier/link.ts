/**
 * One bind slot, kept alive: connect, bind, and bind again when the link is lost, with jittered capped backoff. A `pair` is two
 * sessions that live and die together. What is submitted here settles exactly once, whatever happens to the link.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoff } from '../message/backoff';
import { classifyBind } from '../message/outcome';
import type { BindOptions, BindOutcome } from '../smpp/bind';
import { statusName } from '../smpp/command';
import { connect } from '../smpp/connect';
import type { DeliverHandler } from '../smpp/deliveries';
import type { Session } from '../smpp/session';
import type { SessionOptions } from '../smpp/session-options';
import type { BindMode } from '../smpp/state';
import type { Answered, SubmitAnswer, SubmitRequest } from '../smpp/submit';
import { Pace } from './pace';
import type { CarrierProfile } from './profile';

export type LinkState = 'connecting' | 'bound' | 'waiting' | 'draining' | 'closed';

/** What a submit is about; it comes back with an answer that was late. */
export interface SubmitContext {
  readonly messageId: string;
  readonly part: number;
  readonly attempt: number;
  readonly claim: number;
}

export interface LinkListeners {
  readonly deliver: DeliverHandler;
  readonly lateAnswer: (context: SubmitContext, answer: Answered) => void;
  /** The state, the room in the window or the pace may have changed. */
  readonly changed: () => void;
  /** One line for people: what happened to the link. */
  readonly told: (level: 'info' | 'warn' | 'error', text: string) => void;
}

/** How long a session that is replaced waits for the answers it is still owed (ms). */
const rebindGrace = 1000;
/** A link that lasted for so long was a good one: the next attempt to bind is a first one again (ms). */
const lasting = 2000;
/** A carrier that was not asked for so long may take messages again (ms). */
const forgetRefusals = 15_000;

type LinkSession = Session<SubmitContext>;

const modes: Readonly<Record<CarrierProfile['bind'], readonly BindMode[]>> = {
  transceiver: ['transceiver'],
  pair: ['receiver', 'transmitter'],
};

/** A login that was refused is not tried again sooner: carriers lock accounts that hammer. */
const credentialsPause = { first: 30_000, factor: 2, cap: 600_000, jitter: 0.3 };

export class Link {
  readonly pace: Pace;
  state: LinkState = 'closed';
  since = new Date();
  lastError: string | null = null;
  submitted = 0;
  throttled = 0;
  /** Since when the carrier has refused everything for now; null when it took something since. */
  private refusingSince: Date | null = null;
  private refusedAt: Date | null = null;
  /** Slots of the window that are promised to a claim under way. */
  reserved = 0;
  private sessions: LinkSession[] = [];
  private readonly stopping = new AbortController();
  private failures = 0;

  constructor(
    readonly profile: CarrierProfile,
    private readonly listeners: LinkListeners,
  ) {
    this.pace = new Pace(profile.tps / profile.binds, Date.now());
  }

  /** The session that submits goes out on: of a pair the transmitter. */
  private get outgoing(): LinkSession | undefined {
    return this.sessions.at(-1);
  }

  /** Submits that may be promised now. */
  get free(): number {
    return this.state === 'bound' ? Math.max(0, (this.outgoing?.window.free ?? 0) - this.reserved) : 0;
  }

  get inFlight(): number {
    return this.outgoing?.window.inUse ?? 0;
  }

  /** Runs until `stop`; never throws. */
  async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.enter('connecting');
      const pause = (await this.bind()) ? await this.hold() : this.pauseAfterFailure();
      if (this.stopping.signal.aborted) break;
      this.enter('waiting');
      await sleep(pause, undefined, { signal: this.stopping.signal }).catch(() => {});
    }
    this.enter('closed');
  }

  submit(request: SubmitRequest, context: SubmitContext): Promise<SubmitAnswer> {
    const session = this.outgoing;
    if (!session) return Promise.resolve({ kind: 'unanswered', reason: 'closed', onTheWire: false });
    this.submitted += 1;
    return session.submit(request, context);
  }

  /** What the carrier's last answer says of its readiness: whether it takes messages now. */
  heard(takes: boolean): void {
    this.refusedAt = takes ? null : new Date();
    this.refusingSince = takes ? null : (this.refusingSince ?? this.refusedAt);
  }

  /** Since when it refuses everything; null also when nothing was tried lately, so that it gets another chance. */
  unwillingSince(now: Date): Date | null {
    if (this.refusedAt && now.getTime() - this.refusedAt.getTime() > forgetRefusals) {
      this.refusedAt = null;
      this.refusingSince = null;
    }
    return this.refusingSince;
  }

  slowDown(): void {
    this.throttled += 1;
    this.pace.throttled(Date.now());
  }

  /** The session is not what we think it is: a new one. */
  rebind(why: string): void {
    this.listeners.told('warn', `rebinding: ${why}`);
    for (const session of this.sessions) void session.unbind(rebindGrace);
  }

  /** Takes no more submits, waits up to `grace` ms for what is in flight, unbinds, and frees the carrier's slot at once. */
  async stop(grace: number): Promise<void> {
    if (this.state === 'bound') this.enter('draining');
    this.stopping.abort();
    await Promise.all(this.sessions.map((session) => session.unbind(grace)));
  }

  /** Ends at once: the lease is lost, and another process may bind in our place. */
  abandon(why: string): void {
    this.stopping.abort();
    for (const session of this.sessions) session.destroy(why);
  }

  private async bind(): Promise<boolean> {
    this.sessions = [];
    for (const mode of modes[this.profile.bind]) {
      const session = await this.open(mode);
      if (session) this.sessions.push(session);
      if (!session || this.stopping.signal.aborted) {
        this.abandonSessions();
        return false;
      }
    }
    return true;
  }

  /** Bound: until one of the sessions is gone. Gives the pause before the next attempt (ms). */
  private async hold(): Promise<number> {
    const boundAt = performance.now();
    this.enter('bound');
    this.listeners.told('info', 'bound');
    const reason = await Promise.race(this.sessions.map((session) => session.closed));
    this.abandonSessions();
    await Promise.all(this.sessions.map((session) => session.closed));
    const wanted = reason.name === 'Unbound';
    if (!wanted) this.lastError = `${reason.name}: ${reason.message}`;
    this.listeners.told(wanted ? 'info' : 'warn', `link closed: ${reason.name}: ${reason.message}`);
    if (performance.now() - boundAt >= lasting) this.failures = 0;
    return this.pauseAfterFailure();
  }

  private async open(mode: BindMode): Promise<LinkSession | null> {
    const { host, port, bindTimeout } = this.profile;
    const tls = this.tls();
    if (typeof tls === 'string') return this.failed(tls);
    const dialled = await connect<SubmitContext>({
      host,
      port,
      ...tls,
      connectTimeout: bindTimeout,
      ...this.sessionOptions(),
    });
    if (!dialled.ok) return this.failed(`${dialled.error.name}: ${dialled.error.message}`);
    if (this.stopping.signal.aborted) {
      dialled.session.destroy('stopped before the bind');
      return null;
    }
    const outcome = await dialled.session.bind(this.bindOptions(mode));
    if (outcome.kind === 'bound') return dialled.session;
    dialled.session.destroy('the bind failed');
    this.refusedLogin = outcome.kind === 'refused' && classifyBind(outcome.commandStatus).kind === 'credentials';
    return this.failed(`bind_${mode}: ${describe(outcome)}`);
  }

  private refusedLogin = false;

  private failed(text: string): null {
    this.lastError = text;
    this.listeners.told(this.refusedLogin ? 'error' : 'warn', text);
    return null;
  }

  private pauseAfterFailure(): number {
    this.failures += 1;
    const pause = this.refusedLogin ? credentialsPause : { ...this.profile.rebind, factor: 2, jitter: 0.5 };
    this.refusedLogin = false;
    return backoff(this.failures, pause);
  }

  private abandonSessions(): void {
    for (const session of this.sessions) session.destroy('the other half of the pair is gone');
  }

  private enter(state: LinkState): void {
    if (state !== this.state) this.since = new Date();
    this.state = state;
    this.listeners.changed();
  }

  private bindOptions(mode: BindMode): BindOptions {
    const { systemId, password, systemType, addressRange, interfaceVersion, addresses } = this.profile;
    const { ton: addrTon, npi: addrNpi } = addresses.bind;
    return { mode, systemId, password, systemType, interfaceVersion, addrTon, addrNpi, addressRange };
  }

  private sessionOptions(): SessionOptions<SubmitContext> {
    const { window, responseTimeout, enquireLink } = this.profile;
    return {
      window,
      responseTimeout,
      enquireLink,
      enquireLinkTimeout: responseTimeout,
      onDeliver: this.listeners.deliver,
      onLateAnswer: ({ context, answer }) => this.listeners.lateAnswer(context, answer),
      onListenerError: (error) => this.listeners.told('error', `a listener failed: ${String(error)}`),
      onUndecodable: (error) => this.listeners.told('warn', `undecodable PDU: ${error.message}`),
    };
  }

  /** The certificate files are read for each connection, since they are renewed; what is wrong with them, if anything. */
  private tls(): { tls?: object } | string {
    const { tls } = this.profile;
    if (!tls) return {};
    const read = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path));
    try {
      const files = { ca: read(tls.ca), cert: read(tls.cert), key: read(tls.key), servername: tls.servername };
      return { tls: Object.fromEntries(Object.entries(files).filter(([, value]) => value !== undefined)) };
    } catch (error) {
      return `tls: ${String(error)}`;
    }
  }
}

function describe(outcome: Exclude<BindOutcome, { kind: 'bound' }>): string {
  switch (outcome.kind) {
    case 'refused':
      return `the carrier refused: ${statusName(outcome.commandStatus)}`;
    case 'unanswered':
      return outcome.reason === 'timeout' ? 'no answer in time' : 'the carrier closed the connection';
    case 'unsendable':
      return outcome.error.message;
  }
}
