/** Inbound messages: what handsets send us, as parts the way a carrier hands them over, and whole. */
import { type Charset, type Reading, readText } from './charset';
import type { Place } from './concatenation';

/** One `deliver_sm` (or `data_sm`) from a handset. Its text is raw octets until the message is whole. */
export interface InboundPart {
  readonly carrier: string;
  /** The handset, E.164 with `+` where the carrier told a full number; else what it told, in printable ASCII. */
  readonly from: string;
  /** Our number, written alike. */
  readonly to: string;
  readonly esmClass: number;
  readonly dataCoding: number;
  /** What `data_coding` means at this carrier. */
  readonly charset: Charset;
  readonly udh: Buffer | null;
  /** Without the user data header. */
  readonly body: Buffer;
  /** Null for a message of one part. */
  readonly place: Place | null;
  /** The carrier's id, in printable ASCII, and the handset's own reference, where the carrier tells them. */
  readonly carrierId: string | null;
  readonly handsetReference: number | null;
  readonly receivedAt: Date;
}

/** Either a text, or octets that are none. */
export interface InboundContent {
  readonly text: string | null;
  readonly data: Buffer | null;
  readonly charset: Charset;
}

/**
 * The content of a message from its parts, in their order. Parts that follow each other in one charset are joined before they are read,
 * since handsets cut between an escape and its character, and through surrogate pairs.
 */
export function contentOf(parts: readonly InboundPart[]): InboundContent {
  const readings = runsOf(parts).map((run) => readRun(run));
  const text = readings.reduce<string | null>((sum, each) => join(sum, each.text), '');
  if (text === null) return { text, data: Buffer.concat(parts.map(({ body }) => body)), charset: 'binary' };
  // What the text needed: the plainest charset says least.
  const charset = readings.find((reading) => reading.charset !== 'gsm7')?.charset ?? 'gsm7';
  return { text, data: null, charset };
}

function join(before: string | null, after: string | null): string | null {
  return before === null || after === null ? null : before + after;
}

function readRun(run: readonly InboundPart[]): Reading {
  return readText(run[0]?.charset ?? 'gsm7', Buffer.concat(run.map(({ body }) => body)));
}

/** Parts that lie next to each other, in one charset, cut where octets can be cut. */
function runsOf(parts: readonly InboundPart[]): InboundPart[][] {
  const runs: InboundPart[][] = [];
  for (const part of parts) {
    const last = runs.at(-1)?.at(-1);
    if (last && continues(last, part)) runs.at(-1)?.push(part);
    else runs.push([part]);
  }
  return runs;
}

function continues(before: InboundPart, after: InboundPart): boolean {
  if (before.charset !== after.charset || before.place?.number !== (after.place?.number ?? 0) - 1) return false;
  return before.charset !== 'ucs2' || (before.body.length % 2 === 0 && after.body.length % 2 === 0);
}
