/** Wireshark's command-line dissector as an independent reader of PDUs, where it is installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPcap } from './pcap';

/** What it made of one PDU. */
export interface Dissection {
  /** The values of a field, in order of appearance, as tshark writes them; empty when it saw none. */
  all(field: string): string[];
  /** The first of them. */
  first(field: string): string | undefined;
  /** What it found wrong. */
  readonly faults: readonly string[];
}

/** False where it isn't there; tests that need it are skipped then. */
export const hasTshark = spawnSync('tshark', ['--version']).status === 0;

/** Of these layers we are the author; the others are the test's own. */
const ours = ['smpp', 'gsm_sms_ud', '_ws.malformed'] as const;

const options = [
  ...['-n', '-d', 'tcp.port==2775,smpp'],
  // The default alphabet of an SMSC is its own affair; with us it is GSM 03.38.
  ...['-o', 'smpp.decode_sms_over_smpp:GSM 7-bit'],
  ...['-T', 'json', '--no-duplicate-keys'],
];

/** Dissects PDUs that one ESME sent, in order. Throws when tshark can't read the capture, or finds another number of PDUs in it. */
export function dissect(pdus: readonly Buffer[]): Dissection[] {
  const { stdout, stderr } = runTshark(toPcap(pdus));
  const packets: { _source: { layers: Record<string, unknown> } }[] = JSON.parse(stdout || '[]');
  const found = packets.map(({ _source }) => _source.layers).filter(({ smpp }) => smpp !== undefined);
  if (found.length !== pdus.length) throw new Error(`${found.length} PDUs of ${pdus.length} were found: ${stderr}`);
  return found.map(toDissection);
}

/** From a file: it takes a capture from a pipe, but Node's child processes have sockets. */
function runTshark(capture: Buffer): { stdout: string; stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-dissect-'));
  try {
    const file = join(folder, 'capture.pcap');
    writeFileSync(file, capture);
    const env = { ...process.env, TZ: 'UTC' };
    return spawnSync('tshark', [...options, '-r', file], { encoding: 'utf8', env, maxBuffer: 1 << 28 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toDissection(layers: Readonly<Record<string, unknown>>): Dissection {
  const values = new Map<string, string[]>();
  for (const layer of ours) if (layers[layer] !== undefined) collect(layer, layers[layer], values);
  const all = (field: string) => values.get(field) ?? [];
  const faults = [...values.keys()].filter((field) => field.startsWith('_ws.'));
  return { all, first: (field) => all(field)[0], faults: faults.flatMap((field) => all(field)) };
}

/** Every text in the tree, by the key it is under. */
function collect(key: string, value: unknown, into: Map<string, string[]>): void {
  if (Array.isArray(value)) for (const each of value) collect(key, each, into);
  else if (value instanceof Object) for (const [inner, held] of Object.entries(value)) collect(inner, held, into);
  else into.set(key, [...(into.get(key) ?? []), String(value)]);
}
