/**
 * Carriers deliver again what they think we never acknowledged. Two deliveries are the same one when their fingerprints are, within the
 * time that the fingerprint is kept.
 */
import { createHash } from 'node:crypto';
import type { InboundPart } from './inbound';

export interface Identity {
  /** 128 bits, hex. */
  readonly fingerprint: string;
  /** How long a second one is taken for the first delivered again (ms). */
  readonly keepFor: number;
  /** What all parts of one long message share, hex like the fingerprint; null for a message of one part. */
  readonly assembly: string | null;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * A part of a long message is told by its reference, and what carries the carrier's id by that: for a day. Else only the octets can tell,
 * and people do write the same twice: for five minutes.
 */
export function identityOf(part: InboundPart): Identity {
  const { carrier, from, to, place, dataCoding, body, carrierId, handsetReference } = part;
  const position = place && [place.form, place.reference, place.total, place.number];
  const told = [carrier, from, to, position, dataCoding, carrierId, handsetReference];
  return {
    fingerprint: digest(told, body),
    keepFor: place !== null || carrierId !== null ? day : 5 * minute,
    assembly: place && digest([carrier, from, to, place.form, place.reference, place.total]),
  };
}

function digest(told: readonly unknown[], octets: Buffer = Buffer.alloc(0)): string {
  return createHash('sha256').update(JSON.stringify(told)).update('\0').update(octets).digest('hex').slice(0, 32);
}
