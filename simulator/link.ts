import type { Delivery } from './delivery';
import { createFramer } from './frames';
import type { PackageSession } from './smpp-package';

export type BindType = 'transmitter' | 'receiver' | 'transceiver';

/** Who is bound on a link, and as what. */
export interface Bind {
  readonly systemId: string;
  readonly type: BindType;
}

/** One connection of an ESME. */
export interface Link {
  bind: Bind | undefined;
  /** Submits read whose answers are not yet on the wire. */
  unanswered: number;
  lastSubmitAt: number;
  /** An `enquire_link` of ours is on its way. */
  enquiring: boolean;
  /** What goes on once the link has been dropped. */
  readonly afterDrop: (() => void)[];
  /** Deliveries sent and not acknowledged, oldest first, by sequence number. */
  readonly inFlight: Map<number, Delivery>;
  nextSequence(): number;
  /** Sends a PDU; all PDUs of one turn of the event loop go out in one write. */
  send(pdu: Buffer): void;
  /** Sends the answer to a submit: it is unanswered no more once it is on the wire. */
  answerSubmit(pdu: Buffer): void;
  isOpen(): boolean;
  /** The ESME doesn't read as fast as we write. */
  isCongested(): boolean;
  /** Sends what waits, then closes; what the ESME still sends is ignored. */
  close(): void;
  /** Sends no more, and hears out what is on its way: it has arrived, only its answer never will. */
  hangUp(): void;
  /** Closes at once. */
  destroy(): void;
  /** Settles when it is gone, and its listener knows. */
  readonly closed: Promise<void>;
}

/** What a link tells its owner. */
export interface LinkListener {
  pdu(link: Link, pdu: Buffer): void;
  badLength(link: Link, length: number): void;
  /** It may be written to again. */
  drained(link: Link): void;
  closed(link: Link): void;
}

/** How long the ESME may take to close its side after ours. */
const LAST_CALL = 300;

/**
 * Takes over a connection that the package accepted. Its own reader is stopped and its writer not used: the first is deaf for
 * good after a PDU that it can't decode, the second makes one system call for each PDU.
 */
export function openLink(session: PackageSession, listener: LinkListener): Link {
  const { socket } = session;
  const takeFrames = createFramer();
  let open = true;
  let hearing = true;
  let sequence = 0;
  let outgoing: Buffer[] = [];
  let answered = 0;
  let lastCall: NodeJS.Timeout | undefined;

  let tellGone: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    tellGone = resolve;
  });
  const link: Link = {
    bind: undefined,
    unanswered: 0,
    lastSubmitAt: 0,
    enquiring: false,
    afterDrop: [],
    inFlight: new Map(),
    nextSequence() {
      sequence = sequence === 0x7fffffff ? 1 : sequence + 1;
      return sequence;
    },
    send(pdu) {
      if (!open) return;
      if (outgoing.push(pdu) === 1) setImmediate(flush);
    },
    answerSubmit(pdu) {
      answered += 1;
      link.send(pdu);
    },
    isOpen: () => open,
    isCongested: () => socket.writableNeedDrain,
    close() {
      hearing = false;
      link.hangUp();
    },
    hangUp() {
      flush();
      open = false;
      socket.end();
      lastCall = setTimeout(() => socket.destroy(), LAST_CALL);
    },
    destroy() {
      open = false;
      hearing = false;
      socket.destroy();
    },
    closed,
  };

  function flush(): void {
    if (outgoing.length === 0 || !open) return;
    const pdus = outgoing;
    outgoing = [];
    link.unanswered -= answered;
    answered = 0;
    socket.write(pdus.length === 1 ? pdus[0]! : Buffer.concat(pdus));
  }

  function read(): void {
    while (!socket.writableNeedDrain) {
      const chunk: Buffer | null = socket.read();
      if (chunk === null) return;
      if (!hearing) continue;
      const { pdus, badLength } = takeFrames(chunk);
      for (const pdu of pdus) if (hearing) listener.pdu(link, pdu);
      if (badLength !== undefined && hearing) listener.badLength(link, badLength);
    }
  }

  session.pause();
  session.on('error', () => link.destroy());
  socket.setNoDelay(true);
  socket.on('readable', read);
  socket.on('drain', () => {
    listener.drained(link);
    read();
  });
  socket.on('close', () => {
    clearTimeout(lastCall);
    open = false;
    outgoing = [];
    listener.closed(link);
    tellGone();
  });
  return link;
}
