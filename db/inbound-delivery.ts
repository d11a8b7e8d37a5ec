/** What a whole inbound message brings about: it is somebody's, it is there to be read, and STOP and START take effect. */
import type { PoolConnection } from 'mysql2/promise';
import { contentOf, type InboundPart } from '../message/inbound';
import { readOptOut } from '../message/opt-out';
import { type InboundMessage, insertInbound } from './inbound-messages';
import { lastSenders } from './last-sender';
import { lift, suppress, toKeptSender } from './suppressions';

/** A message of which no more parts are awaited. */
export interface Heard {
  readonly id: string;
  /** In their order; at least one. */
  readonly parts: readonly InboundPart[];
  /** Numbers of those that never came. */
  readonly missing: readonly number[];
  /** It was delivered before. */
  readonly repeated: boolean;
}

/** Stores the messages that are new, and does what those ask for that consist of one word, in this order. */
export async function deliverInbound(tx: PoolConnection, heard: readonly Heard[]): Promise<void> {
  const all = heard.map((each) => ({ ...each, message: toMessage(each) })).filter(isNews);
  const conversations = all.map(({ message }) => ({ handset: message.from, ours: toKeptSender(message.to) }));
  const accounts = await lastSenders(tx, conversations, new Date());
  const owned = all.map((each, index) => ({
    ...each,
    message: { ...each.message, accountId: accounts[index] ?? null },
  }));
  await insertInbound(
    tx,
    owned.filter(({ repeated }) => !repeated).map(({ message }) => message),
  );
  for (const { message, repeated } of owned) await obey(tx, message, repeated ? null : message.id);
}

/** A message that comes again says nothing new, unless it is a STOP: a START may have come between, and a STOP is never disobeyed. */
function isNews({ repeated, message }: { repeated: boolean; message: InboundMessage }): boolean {
  return !repeated || message.optOut === 'stop';
}

function toMessage({ id, parts, missing }: Heard): InboundMessage {
  const first = parts[0] as InboundPart;
  const { text, data, charset } = contentOf(parts);
  return {
    id,
    accountId: null,
    carrier: first.carrier,
    from: first.from,
    to: first.to,
    body: text,
    data,
    charset,
    partCount: first.place?.total ?? 1,
    missing,
    // Half a text is not a whole one.
    optOut: text === null || missing.length > 0 ? null : readOptOut(text),
    receivedAt: new Date(Math.max(...parts.map(({ receivedAt }) => receivedAt.getTime()))),
  };
}

async function obey(
  tx: PoolConnection,
  { accountId, from, to, optOut }: InboundMessage,
  inboundId: string | null,
): Promise<void> {
  if (accountId === null) return;
  if (optOut === 'stop') await suppress(tx, { accountId, recipient: from, sender: to, source: 'stop', inboundId });
  if (optOut === 'start') await lift(tx, accountId, from, to);
}
