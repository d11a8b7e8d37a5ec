import type { Delivery } from './delivery';
import { createFifo } from './fifo';
import type { Link } from './link';
import type { Schedule } from './schedule';
import type { Tally } from './tally';

/** A system_id with its links, and what is to be delivered to it. */
export interface Account {
  readonly systemId: string;
  /** Its binds, of every type. */
  readonly links: ReadonlySet<Link>;
  attach(link: Link): void;
  /** Takes a closed link away; what was in flight on it is sent again. */
  detach(link: Link): void;
  /** Queues a delivery; it goes out as soon as a receiving link has room. */
  post(delivery: Delivery): void;
  /** A `deliver_sm_resp`, or a `generic_nack`, came. */
  answered(link: Link, sequence: number, status: number): void;
  /** Sends what has room. */
  pump(): void;
}

/** What an account needs of its SMSC. Times are in milliseconds. */
export interface AccountHost {
  readonly schedule: Schedule;
  readonly tally: Tally;
  readonly receiptWindow: number;
  readonly receiptTimeout: number;
  readonly receiptRetry: number;
  readonly receiptTries: number;
  isStalled(): boolean;
}

/** Opens the account of a system_id. */
export function openAccount(systemId: string, host: AccountHost): Account {
  const { schedule, tally } = host;
  const links = new Set<Link>();
  const watched = new Set<Link>();
  const waiting = createFifo<Delivery>();
  let receivers: Link[] = [];
  let turn = 0;

  /** The next link in turn that may take one more. */
  function nextReceiver(): Link | undefined {
    for (let tried = 0; tried < receivers.length; tried++) {
      turn = (turn + 1) % receivers.length;
      const link = receivers[turn]!;
      if (link.isOpen() && link.inFlight.size < host.receiptWindow && !link.isCongested()) return link;
    }
    return undefined;
  }

  function pump(): void {
    if (host.isStalled()) return;
    while (waiting.size > 0) {
      const link = nextReceiver();
      if (link === undefined) return;
      deliver(link, waiting.shift()!);
    }
  }

  function deliver(link: Link, delivery: Delivery): void {
    const sequence = link.nextSequence();
    delivery.tries += 1;
    delivery.sentAt = schedule.now();
    link.inFlight.set(sequence, delivery);
    if (delivery.kind === 'receipt') tally.receiptsSent += 1;
    link.send(delivery.encode(sequence));
    if (!watched.has(link)) watch(link, delivery);
  }

  /** Looks at a link when its oldest delivery is due for an answer: one timer a link, not one a delivery. */
  function watch(link: Link, oldest: Delivery): void {
    watched.add(link);
    schedule.after(oldest.sentAt + host.receiptTimeout - schedule.now(), () => {
      watched.delete(link);
      for (const [sequence, delivery] of link.inFlight) {
        if (delivery.sentAt + host.receiptTimeout > schedule.now()) {
          watch(link, delivery);
          break;
        }
        link.inFlight.delete(sequence);
        retry(delivery);
      }
      pump();
    });
  }

  function retry(delivery: Delivery): void {
    if (delivery.tries >= host.receiptTries) {
      delivery.done('abandoned');
      return;
    }
    schedule.after(host.receiptRetry, () => {
      waiting.push(delivery);
      pump();
    });
  }

  return {
    systemId,
    links,
    attach(link) {
      links.add(link);
      if (link.bind?.type !== 'transmitter') receivers.push(link);
      pump();
    },
    detach(link) {
      links.delete(link);
      receivers = receivers.filter((one) => one !== link);
      for (const delivery of link.inFlight.values()) retry(delivery);
      link.inFlight.clear();
    },
    post(delivery) {
      waiting.push(delivery);
      pump();
    },
    answered(link, sequence, status) {
      const delivery = link.inFlight.get(sequence);
      if (delivery === undefined) return;
      link.inFlight.delete(sequence);
      if (status === 0) {
        delivery.done('acknowledged');
      } else {
        if (delivery.kind === 'receipt') tally.receiptsRefused += 1;
        retry(delivery);
      }
      pump();
    },
    pump,
  };
}
