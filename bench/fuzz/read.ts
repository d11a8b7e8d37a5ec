/** The path of a carrier's octets up to the ledger's door, and what must hold there whatever they were. */
import { fromDeliverSm, type Heard } from '../../carrier/from-deliver-sm';
import { type CarrierProfile, carrierSchema } from '../../carrier/profile';
import type { HeardReceipt } from '../../message/fact';
import { decode } from '../../smpp/decode';
import { createFramer } from '../../smpp/frame';

const least = { host: 'smsc.example', port: 2775, system_id: 'waybill', password: '' };
const quirks = [
  {},
  { receipts: { esm_class_zero: true, time_zone: 'Australia/Sydney', states: { ACCEPTD: 'delivered' } } },
  {
    message_id: ['hex_response', 'ignore_case', 'ignore_leading_zeros'],
    receipts: { esm_class_zero: true, parts: 'any' },
  },
  { message_id: 'decimal_response', receipts: { time_zone: '+05:30' } },
];

export const profiles: readonly CarrierProfile[] = quirks.map((quirk, index) => ({
  ...carrierSchema.parse({ ...least, ...quirk }),
  name: `carrier-${index}`,
}));

/** What became of some octets. */
export interface Tally {
  frames: number;
  /** Times the boundary was lost, as it is when a length lies. */
  lost: number;
  undecodable: number;
  receipts: number;
  unproven: number;
  inbound: number;
}

export function newTally(): Tally {
  return { frames: 0, lost: 0, undecodable: 0, receipts: 0, unproven: 0, inbound: 0 };
}

const counters = { receipt: 'receipts', unproven: 'unproven', inbound: 'inbound' } as const;
const arrivedAt = new Date('2026-11-23T10:00:00.000Z');

/** Reads one connection's octets to their end or to the loss of their boundaries. Throws only where something that must hold doesn't. */
export function readStream(chunks: readonly Buffer[], tally: Tally): void {
  const framer = createFramer();
  for (const chunk of chunks) {
    const { frames, error } = framer.push(chunk);
    for (const frame of frames) readFrame(frame, tally);
    if (error) {
      tally.lost += 1;
      return;
    }
  }
}

function readFrame(frame: Buffer, tally: Tally): void {
  tally.frames += 1;
  const decoded = decode(frame);
  if (!decoded.ok) tally.undecodable += 1;
  else if (decoded.pdu.command === 'deliver_sm' || decoded.pdu.command === 'data_sm') {
    for (const profile of profiles) {
      const heard = fromDeliverSm(decoded.pdu, profile, arrivedAt);
      checkHeard(heard, profile);
      tally[counters[heard.kind]] += 1;
    }
  }
}

/** What the database's columns and whoever reads the timeline rely on. */
function checkHeard(heard: Heard, profile: CarrierProfile): void {
  if (heard.kind !== 'inbound') checkReceipt(heard.receipt);
  if (heard.kind === 'unproven')
    must(profile.receipts.esmClassZero && !heard.receipt.proven, 'unproven where that may be');
  if (heard.kind === 'receipt') must(heard.receipt.proven, 'a receipt is proven');
}

function checkReceipt({ carrierMessageId, recipient, sender, says }: HeardReceipt): void {
  must(carrierMessageId === null || /^[\x20-\x7e]{0,64}$/.test(carrierMessageId), 'carrierMessageId fits its column');
  must(/^[\x20-\x7e]{0,21}$/.test(recipient), 'recipient fits its column');
  must(/^[\x20-\x7e]{0,21}$/.test(sender), 'sender fits its column');
  must(JSON.stringify(says).length < 8_000, 'what it says is bounded');
  must(says.failure === null || (says.failure.carrierCode ?? '').length <= 40, 'carrierCode fits its column');
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}
