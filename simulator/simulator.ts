/**
 * An SMSC to develop, demonstrate, test and measure against. Start reading here, then `outcomes.ts`: what becomes of a message
 * is a table there, `perform.ts` plays it. A PDU's way: `link.ts` (bytes) → `commands.ts` (what is legal when) → `intake.ts`
 * (submits) or `account.ts` (answers to receipts). It shares no code with the side that it is there to test.
 */
import type { AddressInfo, Server } from 'node:net';
import { countBinds } from './binding';
import { ESME } from './command-status';
import { receivePdu } from './commands';
import { type Inbound, toInboundParts } from './inbound';
import { keepAlive } from './keepalive';
import { type Link, openLink } from './link';
import { COMMAND, encodeHeader, GENERIC_NACK } from './pdu';
import type { Count, Submission } from './recorder';
import { type SimulatorOptions, toSettings } from './settings';
import { smpp } from './smpp-package';
import { createSmsc, type Smsc } from './smsc';
import type { Tally } from './tally';

/** What has happened so far; the two maps are filled only when recording. */
export interface SimulatorStats extends Readonly<Tally> {
  readonly links: number;
  readonly binds: number;
  readonly byNumber: ReadonlyMap<string, Count>;
  readonly byMessage: ReadonlyMap<string, Count>;
}

/** A running simulator. */
export interface Simulator {
  readonly host: string;
  /** The port it listens on, also where it was asked for any. */
  readonly port: number;
  stats(): SimulatorStats;
  /** Every submit so far, in order of arrival; empty unless recording. */
  submissions(): readonly Submission[];
  /** Sends a message from a handset; settles when the ESME has acknowledged all of it, rejects when no one ever bound. */
  sendInbound(inbound: Inbound): Promise<void>;
  /** Closes every link at once, as a broken network would. */
  dropLinks(): void;
  /** From now on reads but says nothing. Submits read so are lost; receipts wait. */
  stall(): void;
  /** Ends the stall; what was read in it stays unanswered. */
  unstall(): void;
  /** Answers every bind with this command_status; undefined lets them in again. */
  refuseBinds(status: number | undefined): void;
  /** Unbinds and closes all links and stops listening; once more changes nothing. */
  close(): Promise<void>;
}

/** How long a link may take to answer our unbind. */
const UNBIND_GRACE = 300;

/**
 * Starts a simulator. Rejects when it can't listen there, or with a RangeError when the mix is none.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = toSettings(options);
  const smsc = createSmsc(settings);
  const server = smpp.createServer((session) => {
    const link = openLink(session, {
      pdu: (from, pdu) => receivePdu(smsc, from, pdu),
      badLength: (from, length) => closeGarbled(smsc, from, length),
      drained: (from) => from.bind && smsc.accountOf(from.bind.systemId).pump(),
      closed: (gone) => forget(smsc, gone),
    });
    smsc.links.add(link);
    if (settings.enquireLink > 0) keepAlive(smsc, link);
  });
  const port = await listen(server, settings.port, settings.host);
  let reference = 0;
  let closing: Promise<void> | undefined;
  return {
    host: settings.host,
    port,
    stats: () => ({
      ...smsc.tally,
      links: smsc.links.size,
      binds: countBinds(smsc),
      byNumber: smsc.recorder?.byNumber ?? new Map(),
      byMessage: smsc.recorder?.byMessage ?? new Map(),
    }),
    submissions: () => smsc.recorder?.submissions ?? [],
    sendInbound: (inbound) => sendInbound(smsc, inbound, reference++),
    dropLinks: () => {
      for (const link of smsc.links) link.destroy();
    },
    stall: () => {
      smsc.stalled = true;
    },
    unstall: () => {
      smsc.stalled = false;
      for (const account of smsc.accounts.values()) account.pump();
    },
    refuseBinds: (status) => {
      smsc.bindRefusal = status;
    },
    close: () => {
      closing ??= close(smsc, server);
      return closing;
    },
  };
}

/** A stream that is not SMPP can't be read on from any place: say so, and close (SMPP 3.4 §2.7). */
function closeGarbled(smsc: Smsc, link: Link, length: number): void {
  smsc.tally.garbled += 1;
  smsc.settings.log(`closed a link: a command_length of ${length} is not SMPP`);
  link.send(encodeHeader(GENERIC_NACK, ESME.RINVCMDLEN, 0));
  link.close();
}

function forget(smsc: Smsc, link: Link): void {
  smsc.links.delete(link);
  if (link.bind !== undefined) {
    smsc.accountOf(link.bind.systemId).detach(link);
    smsc.settings.log(
      `lost ${JSON.stringify(link.bind.systemId)} as ${link.bind.type}; binds now: ${countBinds(smsc)}`,
    );
  }
  for (const then of link.afterDrop.splice(0)) then();
}

async function sendInbound(smsc: Smsc, inbound: Inbound, reference: number): Promise<void> {
  const systemId = inbound.systemId ?? smsc.accounts.keys().next().value;
  const account = systemId === undefined ? undefined : smsc.accounts.get(systemId);
  if (account === undefined) throw new Error('sendInbound: no such system_id has ever bound; bind a receiver first');
  const parts = toInboundParts(inbound, reference).map(
    (encode) =>
      new Promise<void>((resolve, reject) => {
        const done = (end: 'acknowledged' | 'abandoned'): void => {
          if (end === 'abandoned') reject(new Error('sendInbound: given up, since every try was refused or lost'));
          else resolve();
        };
        account.post({ kind: 'inbound', tries: 0, sentAt: 0, encode, done });
      }),
  );
  await Promise.all(parts);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function close(smsc: Smsc, server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const gone = [...smsc.links].map((link) => link.closed);
  smsc.schedule.stop();
  for (const link of smsc.links) {
    if (link.bind === undefined || smsc.stalled) link.destroy();
    else link.send(encodeHeader(COMMAND.unbind, 0, link.nextSequence()));
  }
  const grace = setTimeout(() => {
    for (const link of smsc.links) link.destroy();
  }, UNBIND_GRACE);
  await Promise.all([closed, ...gone]);
  clearTimeout(grace);
}
