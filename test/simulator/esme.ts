import type { EventEmitter } from 'node:events';
import type { SimulatorOptions } from '../../simulator/settings';
import { type Simulator, startSimulator } from '../../simulator/simulator';

/** A PDU of the package's client: header fields, then its own. */
export interface Pdu {
  command: string;
  command_status: number;
  sequence_number: number;
  message_id: string;
  esm_class: number;
  data_coding: number;
  source_addr: string;
  source_addr_ton: number;
  destination_addr: string;
  dest_addr_ton: number;
  short_message: { message: string; udh?: Buffer[] };
  receipted_message_id?: string;
  message_state?: number;
  response(fields?: Record<string, unknown>): Pdu;
}

interface ClientSession extends EventEmitter {
  send(pdu: Pdu, onResponse?: (response: Pdu) => void): boolean;
  destroy(): void;
}

interface Client {
  connect(options: { host: string; port: number }): ClientSession;
  PDU: new (command: string, fields?: Record<string, unknown>) => Pdu;
}

export const client: Client = require('smpp');

/** An ESME on the package's client: the other side of the simulator in its tests. */
export interface Esme {
  readonly session: ClientSession;
  /** Every deliver_sm so far. */
  readonly delivered: Pdu[];
  /** Every PDU so far: `submit_sm_resp`, `deliver_sm`, … in order of arrival. */
  readonly commands: string[];
  request(command: string, fields?: Record<string, unknown>): Promise<Pdu>;
  submit(to: string, fields?: Record<string, unknown>): Promise<Pdu>;
  /** Settles when as many deliver_sm have come in all. */
  untilDelivered(count: number): Promise<Pdu[]>;
  readonly closed: Promise<void>;
}

type BindType = 'transmitter' | 'receiver' | 'transceiver';

/** What a test's ESME does otherwise than by default: transceiver, system_id `esme`, every delivery acknowledged. */
export interface EsmeOptions {
  type?: BindType;
  systemId?: string;
  password?: string;
  /** The status for a delivery; undefined leaves it unanswered. */
  answer?: (delivery: Pdu) => number | undefined;
}

const opened: Esme[] = [];
const started: Simulator[] = [];

/** A simulator on a free port, with receipts of the mix and retries at once. */
export async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ receiptDelay: 0, receiptRetry: 20, record: true, ...options });
  started.push(simulator);
  return simulator;
}

/** Ends every ESME and simulator of a test. */
export async function endAll(): Promise<void> {
  for (const esme of opened.splice(0)) esme.session.destroy();
  await Promise.all(started.splice(0).map((simulator) => simulator.close()));
}

/** A connection without a bind. */
export async function connect(simulator: Simulator, options: EsmeOptions = {}): Promise<Esme> {
  const session = client.connect({ host: simulator.host, port: simulator.port });
  const delivered: Pdu[] = [];
  const commands: string[] = [];
  const waiting = new Set<() => void>();
  const answer = options.answer ?? (() => 0);
  session.on('error', () => {});
  session.on('pdu', (pdu: Pdu) => commands.push(pdu.command));
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  session.on('deliver_sm', (pdu: Pdu) => {
    delivered.push(pdu);
    const status = answer(pdu);
    if (status !== undefined) session.send(pdu.response({ command_status: status }));
    for (const look of [...waiting]) look();
  });
  const request = (command: string, fields: Record<string, unknown> = {}): Promise<Pdu> =>
    new Promise((resolve) => session.send(new client.PDU(command, fields), resolve));
  const esme: Esme = {
    session,
    delivered,
    commands,
    request,
    submit: (to, fields) => request('submit_sm', { ...TEXT, destination_addr: to, ...fields }),
    untilDelivered: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (delivered.length < count) return;
          waiting.delete(look);
          resolve(delivered);
        };
        waiting.add(look);
        look();
      }),
    closed: new Promise((resolve) => session.once('close', () => resolve())),
  };
  opened.push(esme);
  await new Promise<void>((resolve) => session.once('connect', () => resolve()));
  return esme;
}

/** A bound ESME; rejects when its bind is refused. */
export async function bind(simulator: Simulator, options: EsmeOptions = {}): Promise<Esme> {
  const esme = await connect(simulator, options);
  const response = await tryBind(esme, options);
  if (response.command_status !== 0) throw new Error(`bind refused with ${response.command_status}`);
  return esme;
}

/** The answer to a bind. */
export function tryBind(esme: Esme, { type = 'transceiver', systemId = 'esme', password = 'pw' }: EsmeOptions = {}) {
  return esme.request(`bind_${type}`, { system_id: systemId, password, interface_version: 0x34 });
}

const TEXT = {
  source_addr_ton: 5,
  source_addr: 'TESTER',
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  registered_delivery: 1,
  data_coding: 0,
  short_message: Buffer.from('hello there'),
};

/** The `stat:` of a receipt. */
export const statOf = (receipt: Pdu): string => /stat:(\w+)/.exec(receipt.short_message.message)?.[1] ?? '';

/** The `id:` of a receipt. */
export const idOf = (receipt: Pdu): string => /^id:(\S+)/.exec(receipt.short_message.message)?.[1] ?? '';

/** Settles once it holds; looks again every few milliseconds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
