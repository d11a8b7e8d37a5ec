/** A socket that carries PDUs: framed on the way in, bundled on the way out, closed once and for one reason. */
import type { Socket } from 'node:net';
import type { Counters } from './counters';
import { createFramer } from './frame';
import { fromSocketError, type LinkError } from './link-error';
import { createOutbox, type Departure } from './outbox';

/** How long a closing socket may take to hand over its last octets, milliseconds. */
const LINGER = 1_000;

export interface ConnectionListeners {
  /** The PDUs of one read. */
  readonly onFrames: (frames: readonly Buffer[]) => void;
  /** Closing has begun: nothing will be read or sent any more. Called once. */
  readonly onClosing: (reason: LinkError) => void;
  /** The peer takes our octets again. */
  readonly onDrained: () => void;
  /** Reading goes on after a pause of so many milliseconds, for which the peer isn't to blame. */
  readonly onResumed: (milliseconds: number) => void;
}

export interface Connection {
  /** Sends with this turn's write; afterwards `departure` is on the wire. */
  send(frame: Buffer, departure?: Departure): void;
  /** Stops or goes on reading. */
  pace(blocked: boolean): void;
  /** Closes; the first reason stays. Orderly: what was sent before still leaves. Else it is dropped with the socket. */
  close(reason: LinkError, orderly?: boolean): void;
  /** Why it is closing or closed. */
  readonly reason: LinkError | undefined;
  /** Settles with the reason once the socket is closed. */
  readonly closed: Promise<LinkError>;
  /** False while the peer takes our octets more slowly than we write them. */
  readonly writable: boolean;
  readonly paused: boolean;
  /** Octets that the peer hasn't taken yet. */
  readonly backlog: number;
}

/** Takes over a connected socket. */
export function createConnection(socket: Socket, counters: Counters, listeners: ConnectionListeners): Connection {
  const framer = createFramer();
  let reason: LinkError | undefined;
  let pausedAt: number | undefined;

  const outbox = createOutbox(socket, (octets) => {
    counters.bytesOut += octets;
    counters.writes += 1;
    counters.lastWriteAt = Date.now();
  });

  const close = (why: LinkError, orderly = false): void => {
    if (reason) return;
    reason = why;
    if (orderly) outbox.flush();
    outbox.close();
    if (orderly && !socket.destroyed) {
      // Reading on, into the void: unread octets would turn our end into a reset, which can overtake what we sent.
      socket.end().resume();
      const lingering = setTimeout(() => socket.destroy(), LINGER);
      socket.once('close', () => clearTimeout(lingering));
    } else {
      socket.destroy();
    }
    listeners.onClosing(why);
  };

  const read = (chunk: Buffer): void => {
    if (reason) return;
    counters.bytesIn += chunk.length;
    counters.lastReadAt = Date.now();
    const { frames, error } = framer.push(chunk);
    counters.pdusIn += frames.length;
    listeners.onFrames(frames);
    if (error) close(error);
  };

  const closed = new Promise<LinkError>((resolve) => {
    const finish = (): void => {
      const byPeer: LinkError = { name: 'ClosedByPeer', message: 'the connection was closed' };
      close(byPeer);
      resolve(reason ?? byPeer);
    };
    if (socket.destroyed) setImmediate(finish);
    else socket.once('close', finish);
  });
  socket.on('data', read);
  socket.on('drain', listeners.onDrained);
  socket.on('end', () => close({ name: 'ClosedByPeer', message: 'the peer closed the connection without unbind' }));
  socket.on('error', (error) => close(fromSocketError(error)));

  return {
    send(frame, departure) {
      if (reason) return;
      counters.pdusOut += 1;
      outbox.send(frame, departure);
    },
    pace(blocked) {
      if (reason || blocked === (pausedAt !== undefined)) return;
      if (blocked) {
        pausedAt = performance.now();
        socket.pause();
        return;
      }
      const milliseconds = performance.now() - (pausedAt ?? 0);
      pausedAt = undefined;
      socket.resume();
      listeners.onResumed(milliseconds);
    },
    close,
    closed,
    get reason() {
      return reason;
    },
    get writable() {
      return !reason && !socket.writableNeedDrain;
    },
    get paused() {
      return pausedAt !== undefined;
    },
    get backlog() {
      return outbox.backlog;
    },
  };
}
