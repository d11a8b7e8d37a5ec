/** A message as senders see it. */
import { priorities } from '../carrier/route';
import type { NewMessage } from '../db/intake';
import { firstStatus } from '../db/intake';
import type { MessageRecord } from '../db/message-list';
import { errors } from '../message/error';
import type { Failure } from '../message/fact';
import { toPublic } from '../message/id';
import { toAmount, toMillionths } from '../message/money';

export function toMessageJson(message: MessageRecord) {
  return {
    id: toPublic('msg', message.id),
    batch_id: message.batchId && toPublic('bat', message.batchId),
    client_ref: message.clientRef,
    to: message.recipient,
    from: message.sender,
    country: message.country,
    body: message.body,
    encoding: message.encoding,
    segments: message.segments,
    priority: priorities[message.priority] ?? 'normal',
    status: message.status,
    final: message.finalAt !== null,
    sequence: message.sequence,
    error: message.failure && toErrorJson(message.failure),
    carrier: message.carrier,
    attempts: message.attempts,
    possible_duplicate: message.possibleDuplicate,
    price: toMoneyJson(message.price, message.currency),
    metadata: message.metadata,
    tags: message.tags ?? [],
    queued_at: message.queuedAt,
    sent_at: message.sentAt,
    accepted_at: message.acceptedAt,
    final_at: message.finalAt,
    read_at: message.readAt,
  };
}

/** Why it failed: the code's meaning, and the carrier's own words as evidence. */
function toErrorJson({ code, carrierCode, raw }: Failure) {
  const { category, permanent, message, action } = errors[code];
  return { code, category, permanent, message, action, carrier_code: carrierCode, raw };
}

export function toMoneyJson(amount: string | null, currency: string | null) {
  return amount === null || currency === null ? null : { amount: toAmount(toMillionths(amount)), currency };
}

/** A message that was stored this moment. */
export function toNewRecord(message: NewMessage): MessageRecord {
  return {
    ...message,
    status: firstStatus(message),
    sequence: 1,
    attempts: 0,
    possibleDuplicate: false,
    sentAt: null,
    acceptedAt: null,
    finalAt: message.failure ? message.queuedAt : null,
    readAt: null,
  };
}
