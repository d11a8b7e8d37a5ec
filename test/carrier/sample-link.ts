import { Link, type SubmitContext } from '../../carrier/link';
import type { Simulator } from '../../simulator/simulator';
import type { Pdu } from '../../smpp/pdu';
import type { Answered, SubmitRequest } from '../../smpp/submit';
import { sampleProfile } from './sample-profile';

/** A link to a simulator, and all that it says. */
export interface RunningLink {
  readonly link: Link;
  readonly told: { level: string; text: string }[];
  readonly delivered: Pdu[];
  readonly late: { context: SubmitContext; answer: Answered }[];
  /** Settles when the link has ended. */
  readonly ended: Promise<void>;
  /** Settles once this holds, looked at whenever the link says that something changed. */
  until(holds: (link: Link) => boolean): Promise<void>;
  /** Submits one part; `to` is a number of the simulator. */
  submit(to?: string): ReturnType<Link['submit']>;
}

const running: RunningLink[] = [];

/** Starts a link of the carrier `acme`; `keys` are its profile's. */
export function startLink(
  simulator: Pick<Simulator, 'port'>,
  keys: Record<string, unknown> = {},
  changed = () => {},
): RunningLink {
  const rebind = { first: '10ms', cap: '50ms' };
  const profile = sampleProfile({ port: simulator.port, rebind, ...keys });
  const waiting = new Set<() => void>();
  const seen: Pick<RunningLink, 'told' | 'delivered' | 'late'> = { told: [], delivered: [], late: [] };
  const looked = () => {
    changed();
    for (const look of waiting) look();
  };
  const link = new Link(profile, {
    deliver: async (pdu) => {
      seen.delivered.push(pdu);
      looked();
      return 0;
    },
    lateAnswer: (context, answer) => {
      seen.late.push({ context, answer });
      looked();
    },
    changed: looked,
    told: (level, text) => {
      seen.told.push({ level, text });
      looked();
    },
  });
  const started: RunningLink = {
    link,
    ...seen,
    ended: link.run(),
    until: (holds) =>
      new Promise((resolve) => {
        const look = () => {
          if (!holds(link)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    submit: (to = '15005550000') => link.submit(sampleSubmit(to), { messageId: to, part: 1, attempt: 1, claim: 2 }),
  };
  running.push(started);
  return started;
}

export async function boundLink(...args: Parameters<typeof startLink>): Promise<RunningLink> {
  const started = startLink(...args);
  await started.until(({ state }) => state === 'bound');
  return started;
}

export function sampleSubmit(destinationAddr: string): SubmitRequest {
  return {
    sourceAddrTon: 5,
    sourceAddr: 'ACME',
    destAddrTon: 1,
    destAddrNpi: 1,
    destinationAddr,
    registeredDelivery: 1,
    dataCoding: 0,
    shortMessage: Buffer.from('Hello'),
  };
}

/** Ends every link that was started. */
export async function endLinks(): Promise<void> {
  await Promise.all(
    running.splice(0).map(({ link, ended }) => {
      link.abandon('the test is over');
      return ended;
    }),
  );
}
