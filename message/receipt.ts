import { type IdRule, normalizeCarrierId, printableId } from './carrier-id';
import type { ErrorCode } from './error';
import { toPrintable, toPrintableAscii } from './printable';
import { readReceiptDate, type TimeZone } from './receipt-date';
import {
  isFinalReceipt,
  isStateWord,
  type ReceiptState,
  type ReceiptStatus,
  readState,
  type StateOverrides,
  type StateReading,
  stateOf,
} from './receipt-state';
import { firstWord, looseWords, type ReceiptText, readReceiptText } from './receipt-text';
import { readIdTlv, readNetworkError, readStateTlv } from './receipt-tlv';

/**
 * Reading delivery receipts: what a `deliver_sm` or `data_sm` says of a message we sent, if it is about one at all.
 * Any bytes give a reading; nothing here throws.
 */

/** What came from the carrier, freed of the protocol. TLVs are raw octets, since their lengths lie. */
export interface Delivery {
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly sourceAddr: string;
  readonly destinationAddr: string;
  /** `short_message` without its UDH, or `message_payload`. */
  readonly body: Buffer;
  readonly receiptedMessageId?: Buffer | undefined;
  readonly messageState?: Buffer | undefined;
  readonly networkErrorCode?: Buffer | undefined;
}

/** How one carrier writes its receipts. */
export interface ReceiptProfile {
  /** It sends receipts with `esm_class` 0: only then may a look at the content decide. */
  readonly esmClassZero: boolean;
  readonly messageId: IdRule;
  readonly states: StateOverrides;
  /** The zone of its dates, UTC when left out. */
  readonly timeZone?: TimeZone | undefined;
}

export interface Receipt {
  /** False when nothing but its text says that it is one: whoever writes text messages can write that. */
  readonly proven: boolean;
  /** The message's id in comparable form, at most 64 characters of printable ASCII; null when the receipt names none. */
  readonly carrierMessageId: string | null;
  /** The id as it stood (printable ASCII). */
  readonly rawId: string | null;
  /** The id in the text where the TLV said another, in comparable form: for a second look. */
  readonly otherId: string | null;
  readonly state: ReceiptState;
  readonly status: ReceiptStatus;
  readonly final: boolean;
  /** The carrier says that it has the message and is still trying. */
  readonly intermediate: boolean;
  readonly error: { readonly code: ErrorCode; readonly carrierCode: string | null } | null;
  /** The state's word as it stood (printable ASCII, at most 32). */
  readonly stat: string | null;
  /** The carrier's error number as it stood: `000`, `00B`, `null` (printable ASCII, at most 32). */
  readonly err: string | null;
  readonly submitDate: Date | null;
  readonly doneDate: Date | null;
  /** Evidence: the body as text, at most 512 characters, controls escaped. */
  readonly raw: string;
  /** Evidence: the TLVs that came, the id as text, the others in hex. */
  readonly tlvs: Readonly<Partial<Record<ReceiptTlv, string>>>;
}

export type ReceiptTlv = 'receipted_message_id' | 'message_state' | 'network_error_code';

export type DeliveryReading = { readonly kind: 'inbound' } | { readonly kind: 'receipt'; readonly receipt: Receipt };

type ReceiptType = 'receipt' | 'delivery_ack' | 'user_ack' | 'conversation_abort' | 'intermediate';

/** Message type in bits 5–2 of `esm_class` (SMPP 3.4 §5.2.12): one field to compare, not bits to test. 0x40 and 0x80 may stand beside it. */
const messageTypeMask = 0x3c;
const receiptTypes: ReadonlyMap<number, ReceiptType> = new Map([
  [0x04, 'receipt'],
  [0x08, 'delivery_ack'],
  [0x10, 'user_ack'],
  [0x18, 'conversation_abort'],
  [0x20, 'intermediate'],
]);

/**
 * Reads what a carrier delivered: an inbound message, or a receipt.
 *
 * The sender of an inbound message controls its text, so text alone never makes a receipt: the carrier's own field, `esm_class`, must say
 * so, unless the profile says that this carrier leaves it 0. Then what looks like a receipt by its text alone is one that isn't `proven`.
 */
export function readDelivery(delivery: Delivery, profile: ReceiptProfile, arrivedAt: Date): DeliveryReading {
  const type = receiptTypes.get(delivery.esmClass & messageTypeMask);
  if (type === undefined && !(profile.esmClassZero && (delivery.esmClass & messageTypeMask) === 0))
    return { kind: 'inbound' };
  const text = readReceiptText(delivery.body);
  const stat = wordOf(text, type, profile.states);
  const proven = type !== undefined || hasReceiptTlvs(delivery);
  if (!proven && !looksLikeReceipt(text, stat)) return { kind: 'inbound' };
  const receipt = readReceipt(delivery, type ?? 'receipt', text, stat, profile, arrivedAt);
  return { kind: 'receipt', receipt: { proven, ...receipt } };
}

/** For `esm_class` 0: the pair of TLVs, which only the carrier can set. */
function hasReceiptTlvs({ receiptedMessageId, messageState }: Delivery): boolean {
  return Boolean(receiptedMessageId?.length && messageState?.length);
}

/** For `esm_class` 0: a body that starts with `id:` and carries a state. */
function looksLikeReceipt(text: ReceiptText, stat: string | null): boolean {
  return stat !== null && text.values.has('id') && /^\s{0,8}id\s{0,4}:/i.test(text.text);
}

/** The state's word: under `stat:`, or a listed word that stands alone. In the text of an acknowledgement such words are the user's own. */
function wordOf(text: ReceiptText, type: ReceiptType | undefined, states: StateOverrides): string | null {
  const labelled = firstWord(text.values.get('stat'));
  if (labelled !== null || type === 'user_ack' || type === 'delivery_ack') return labelled;
  return looseWords(text).find((word) => isStateWord(word, states)) ?? null;
}

function readReceipt(
  delivery: Delivery,
  type: ReceiptType,
  text: ReceiptText,
  stat: string | null,
  profile: ReceiptProfile,
  arrivedAt: Date,
): Omit<Receipt, 'proven'> {
  const reading = byType[type](readState(stateSaid(readStateTlv(delivery.messageState), stat), profile.states));
  const { carrierMessageId, rawId, otherId } = idsOf(delivery, text, profile.messageId);
  const { error, err } = errorOf(delivery, text, stat, reading);
  const date = (value: string | undefined) =>
    value === undefined ? null : readReceiptDate(value, profile.timeZone ?? 0, arrivedAt);
  return {
    carrierMessageId,
    rawId,
    otherId,
    state: reading.state,
    status: reading.status,
    final: isFinalReceipt(reading.status),
    intermediate: reading.status === 'accepted',
    error,
    stat: stat === null ? null : toPrintableAscii(stat, 32),
    err,
    submitDate: date(text.values.get('submitdate')),
    doneDate: date(text.values.get('donedate')),
    raw: toPrintable(text.text, 512),
    tlvs: evidenceOf(delivery),
  };
}

/** The TLV wins over the text, unless it says nothing we know; the word is kept where both mean the same state, as it says more. */
function stateSaid(tlv: number | string | null, stat: string | null): number | string | null {
  if (tlv === null) return stat;
  if (stat === null) return tlv;
  const state = stateOf(tlv);
  return state === 'unrecognised' || state === stateOf(stat) ? stat : tlv;
}

const read: StateReading = { state: 'READ', status: 'read', code: null };
const delivered: StateReading = { state: 'DELIVERED', status: 'delivered', code: null };

/** What the message type adds to the state. */
const byType: Readonly<Record<ReceiptType, (said: StateReading) => StateReading>> = {
  receipt: (said) => said,
  conversation_abort: (said) => said,
  // An acknowledgement comes from the handset, so the message is there, even if no state says so.
  delivery_ack: (said) => (said.state === 'unrecognised' ? delivered : said),
  // The user has seen it, unless the state is a failure, which no user could have acknowledged.
  user_ack: (said) => (isFinalReceipt(said.status) && said.status !== 'delivered' ? said : read),
  // It reports an attempt: a failure isn't the end yet, but nothing comes after a delivery.
  intermediate: (said) =>
    said.status === 'delivered' || said.status === 'read'
      ? said
      : { state: said.state, status: 'accepted', code: null },
};

function idsOf(
  delivery: Delivery,
  text: ReceiptText,
  rule: IdRule,
): Pick<Receipt, 'carrierMessageId' | 'rawId' | 'otherId'> {
  const fromText = firstWord(text.values.get('id'));
  const raw = readIdTlv(delivery.receiptedMessageId) ?? fromText;
  if (raw === null) return { carrierMessageId: null, rawId: null, otherId: null };
  const carrierMessageId = normalizeCarrierId(raw, rule, 'receipt');
  const other = fromText === null ? carrierMessageId : normalizeCarrierId(fromText, rule, 'receipt');
  return { carrierMessageId, rawId: printableId(raw), otherId: other === carrierMessageId ? null : other };
}

/** The TLV's number wins over `err:` unless it only says "no error". A state that nobody knows is its own explanation. */
function errorOf(
  delivery: Delivery,
  text: ReceiptText,
  stat: string | null,
  reading: StateReading,
): Pick<Receipt, 'error' | 'err'> {
  const network = readNetworkError(delivery.networkErrorCode);
  const said = network?.carrierCode ?? firstWord(text.values.get('err'));
  const err = said === null ? null : toPrintableAscii(said, 32);
  if (reading.code === null) return { err, error: null };
  const unrecognised = reading.code === 'carrier_state_unrecognised' && stat !== null;
  return {
    err,
    error: {
      code: (reading.code === 'undeliverable' ? network?.code : null) ?? reading.code,
      carrierCode: unrecognised ? toPrintableAscii(stat, 32) : err,
    },
  };
}

function evidenceOf({ receiptedMessageId, messageState, networkErrorCode }: Delivery): Receipt['tlvs'] {
  const tlvs: Partial<Record<ReceiptTlv, string>> = {};
  if (receiptedMessageId)
    tlvs.receipted_message_id = toPrintableAscii(receiptedMessageId.toString('latin1', 0, 80), 80);
  if (messageState) tlvs.message_state = messageState.toString('hex', 0, 16);
  if (networkErrorCode) tlvs.network_error_code = networkErrorCode.toString('hex', 0, 16);
  return tlvs;
}
