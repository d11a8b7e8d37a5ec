/**
 * One socket to an SMSC, the ESME's side. What a caller may rely on:
 *
 * - every request settles exactly once: answered, timed out, or closed; `onTheWire: false` means certainly never sent;
 * - the window is the caller's to reserve: the session never queues beyond it;
 * - an answer that comes after its deadline is still told (`onLateAnswer`);
 * - of what one read brings, responses are handled before requests;
 * - nothing that the peer sends, and nothing that a listener throws, leaves the session open but deaf.
 */
import type { Socket } from 'node:net';
import { type BindOptions, type BindOutcome, toBindOutcome } from './bind';
import { isResponse } from './command';
import { type Connection, createConnection } from './connection';
import { createCounters } from './counters';
import { decode } from './decode';
import { createKeepalive, type Keepalive } from './keepalive';
import { createLate, type Late } from './late';
import type { LinkError } from './link-error';
import type { Pdu } from './pdu';
import { createRequests, type Requests } from './requests';
import { createResponder, type Responder } from './responder';
import { guardListeners, type LateAnswer, type SafeListeners } from './session-listeners';
import { DEFAULT_SETTINGS, type SessionOptions, type SessionSettings, tickOf } from './session-options';
import { BOUND_STATE, isLegal, type SessionState } from './state';
import { type Refusal, type SubmitAnswer, type SubmitRequest, toAnswered, toSubmitAnswer, type Window } from './submit';

/** How long an unbind may stay unanswered at most, milliseconds. */
const UNBIND_TIMEOUT = 5_000;

/** Octets that the peer hasn't taken, beyond which we stop reading, so that our answers can't pile up without end. */
const MAX_BACKLOG = 1_000_000;

/** A connected session. `C` is the context that a caller gives along with each submit. */
export class Session<C = unknown> {
  readonly counters = createCounters();
  readonly #settings: SessionSettings;
  readonly #listeners: SafeListeners<C>;
  readonly #connection: Connection;
  readonly #requests: Requests;
  readonly #late: Late<C>;
  readonly #responder: Responder;
  readonly #keepalive: Keepalive;
  readonly #ticker: NodeJS.Timeout;
  #state: SessionState = 'open';
  #inUse = 0;
  #binding = false;
  #unbinding: Promise<LinkError> | undefined;
  #onIdle: (() => void) | undefined;

  /** Takes over a connected socket, as `dial` gives it. */
  constructor(socket: Socket, options: SessionOptions<C>) {
    this.#settings = { ...DEFAULT_SETTINGS, ...options };
    this.#listeners = guardListeners(options, this.counters);
    this.#late = createLate(this.#settings.lateAnswersKept);
    this.#keepalive = createKeepalive(this.#settings, performance.now());
    this.#connection = createConnection(socket, this.counters, {
      onFrames: (frames) => this.#hear(frames),
      onClosing: () => this.#closing(),
      onDrained: () => this.#pace(),
      onResumed: (milliseconds) => this.#postpone(milliseconds),
    });
    const { send, closed } = this.#connection;
    this.#requests = createRequests({ send, first: this.#settings.firstSequence, reserved: this.#late.has });
    this.#responder = createResponder({
      listeners: this.#listeners,
      counters: this.counters,
      send,
      onUnbound: () => this.#close('UnboundByPeer', 'the peer unbound', true),
      onAnswered: () => this.#settled(),
    });
    // The look at deadlines comes after what the socket has ready: a busy event loop must not pass for a silent peer.
    this.#ticker = setInterval(() => setImmediate(() => this.#sweep()), tickOf(this.#settings));
    void closed.then(this.#listeners.closed);
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Settles with the reason once the socket is closed and every request settled. */
  get closed(): Promise<LinkError> {
    return this.#connection.closed;
  }

  /** False while the peer takes our octets more slowly than we write them, and when closed. */
  get writable(): boolean {
    return this.#connection.writable;
  }

  get window(): Window {
    const size = this.#settings.window;
    const open = this.writable && !this.#unbinding && isLegal('submit_sm', 'esme', this.#state);
    return { size, inUse: this.#inUse, free: open ? size - this.#inUse : 0 };
  }

  /** Binds (SMPP 3.4 §4.1). Refused: the session stays open. Unanswered within `responseTimeout`: it closes itself. */
  bind(options: BindOptions): Promise<BindOutcome> {
    const { mode, ...fields } = options;
    const command = `bind_${mode}` as const;
    if (this.#state === 'closed') return Promise.resolve({ kind: 'unanswered', reason: 'closed' });
    if (this.#binding || this.#unbinding || !isLegal(command, 'esme', this.#state)) {
      return Promise.resolve({ kind: 'unsendable', error: this.#illegal(command) });
    }
    return new Promise((resolve) => {
      const deadline = performance.now() + this.#settings.responseTimeout;
      const error = this.#requests.ask(command, fields, deadline, (settlement) => {
        this.#binding = false;
        const outcome = toBindOutcome(settlement);
        if (outcome.kind === 'bound') this.#state = BOUND_STATE[mode];
        resolve(outcome);
        if (settlement.kind === 'timeout') this.#close('ResponseTimeout', `${command} was not answered in time`);
      });
      if (error) resolve({ kind: 'unsendable', error });
      else this.#binding = true;
    });
  }

  /**
   * Submits one message (SMPP 3.4 §4.4.1) and settles with what became of it; never rejects. Going beyond the window is
   * `unsendable`: look at `window.free` first. `context` comes back with a late answer.
   */
  submit(message: SubmitRequest, context: C): Promise<SubmitAnswer> {
    if (this.#state === 'closed') return Promise.resolve({ kind: 'unanswered', reason: 'closed', onTheWire: false });
    const refusal = this.#refusal();
    if (refusal) return Promise.resolve({ kind: 'unsendable', error: refusal });
    return new Promise((resolve) => {
      const deadline = performance.now() + this.#settings.responseTimeout;
      const error = this.#requests.ask('submit_sm', message, deadline, (settlement, sequence) => {
        this.#inUse -= 1;
        if (settlement.kind === 'timeout') {
          this.counters.timeouts += 1;
          this.#late.remember(sequence, context);
        }
        resolve(toSubmitAnswer(settlement));
        this.#settled();
      });
      if (error) resolve({ kind: 'unsendable', error });
      else this.#inUse += 1;
    });
  }

  /**
   * Ends in order: takes no more submits, waits up to `timeout` milliseconds until nothing is in flight either way, unbinds
   * (SMPP 3.4 §4.2), closes. Gives the reason that the session closed for: `Unbound`, unless something else was faster.
   */
  unbind(timeout: number): Promise<LinkError> {
    this.#unbinding ??= this.#unbind(timeout);
    return this.#unbinding;
  }

  /** Ends at once. What is in flight settles as closed; what this turn hasn't written yet is never sent. */
  destroy(message = 'destroyed by its owner'): void {
    this.#close('Destroyed', message);
  }

  async #unbind(timeout: number): Promise<LinkError> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeout);
      this.#onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#settled();
    });
    if (isLegal('unbind', 'esme', this.#state)) {
      const deadline = performance.now() + Math.min(UNBIND_TIMEOUT, this.#settings.responseTimeout);
      await new Promise<void>((resolve) => this.#requests.ask('unbind', {}, deadline, () => resolve()));
    }
    this.#close('Unbound', 'we unbound', true);
    return this.closed;
  }

  #illegal(command: string): Refusal {
    const what = this.#unbinding ? 'unbinding' : this.#binding ? 'binding' : this.#state;
    return { name: 'IllegalState', message: `${command} is not allowed while ${what}` };
  }

  #refusal(): Refusal | undefined {
    if (this.#unbinding || !isLegal('submit_sm', 'esme', this.#state)) return this.#illegal('submit_sm');
    if (this.#inUse < this.#settings.window) return undefined;
    return {
      name: 'WindowFull',
      message: `${this.#inUse} submits are in flight; look at window.free before submitting`,
    };
  }

  /** What one read brought: responses first, since their requests' deadlines run. */
  #hear(frames: readonly Buffer[]): void {
    const now = performance.now();
    this.#keepalive.heard(now);
    const requests: Buffer[] = [];
    for (const frame of frames) {
      if (isResponse(frame.readUInt32BE(4))) this.#hearResponse(frame);
      else requests.push(frame);
    }
    for (const frame of requests) {
      if (this.#state === 'closed') return;
      this.#responder.hear(frame, this.#state, now + this.#settings.deliverTimeout);
    }
    this.#pace();
  }

  #hearResponse(frame: Buffer): void {
    const decoded = decode(frame);
    if (decoded.ok && this.#requests.answer(decoded.pdu)) return;
    const late = decoded.ok ? this.#takeLate(decoded.pdu) : undefined;
    if (late) this.#listeners.lateAnswer(late);
    this.counters[late ? 'lateAnswers' : 'strayResponses'] += 1;
  }

  #takeLate(pdu: Pdu): LateAnswer<C> | undefined {
    if (pdu.command !== 'submit_sm_resp' && pdu.command !== 'generic_nack') return undefined;
    const found = this.#late.take(pdu.sequenceNumber);
    return found && { context: found.context, answer: toAnswered(pdu) };
  }

  /** Something in flight is settled: there may be room to read on, and an unbind may be waiting for the last one. */
  #settled(): void {
    this.#pace();
    if (this.#inUse === 0 && this.#responder.pending === 0) this.#onIdle?.();
  }

  #postpone(milliseconds: number): void {
    this.#requests.postpone(milliseconds);
    this.#keepalive.postpone(milliseconds);
  }

  get #overloaded(): boolean {
    return this.#responder.pending >= this.#settings.maxPendingDelivers;
  }

  #pace(): void {
    this.#connection.pace(this.#overloaded || this.#connection.backlog > MAX_BACKLOG);
  }

  #sweep(): void {
    const now = performance.now();
    this.#responder.expire(now);
    this.#pace();
    // What we don't read can't be called unanswered; but a peer that takes nothing from us must still be found out.
    if (!this.#connection.paused) this.#requests.expire(now);
    if (this.#overloaded || this.#state === 'closed') return;
    const verdict = this.#keepalive.check(now);
    // Its deadline is the keepalive's own.
    if (verdict === 'enquire')
      this.#requests.ask('enquire_link', {}, Number.POSITIVE_INFINITY, this.#keepalive.answered);
    if (verdict === 'dead') this.#close('EnquireLinkTimeout', 'enquire_link was not answered in time');
  }

  #close(name: LinkError['name'], message: string, orderly = false): void {
    this.#connection.close({ name, message }, orderly);
  }

  #closing(): void {
    this.#state = 'closed';
    clearInterval(this.#ticker);
    this.#responder.close();
    this.#requests.close();
    this.#late.clear();
    this.#settled();
  }
}
