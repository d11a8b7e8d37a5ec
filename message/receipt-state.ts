import type { ErrorCode } from './error';

/**
 * The states a receipt can report, as data: the `message_state` number (SMPP 3.4 §5.2.28, 5.0 §4.7.15), the words carriers write after
 * `stat:` (the first is the standard's), the status it gives the message, and the error code that explains it.
 */

/** The statuses that a receipt can give a message. */
export type ReceiptStatus =
  | 'accepted'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'rejected'
  | 'expired'
  | 'unknown'
  | 'read';

interface StateRow {
  readonly number: number | null;
  readonly words: readonly [string, ...string[]];
  readonly status: ReceiptStatus;
  readonly code: ErrorCode | null;
}

const states = {
  SCHEDULED: { number: 0, words: ['SCHEDLD', 'SCHEDULED'], status: 'accepted', code: null },
  ENROUTE: {
    number: 1,
    words: ['ENROUTE', 'EN_ROUTE', 'BUFFRED', 'BUFFERD', 'BUFFERED', 'ACKED'],
    status: 'accepted',
    code: null,
  },
  DELIVERED: { number: 2, words: ['DELIVRD', 'DELIVERED', 'DELIVERD'], status: 'delivered', code: null },
  EXPIRED: { number: 3, words: ['EXPIRED', 'EXPIRD'], status: 'expired', code: 'carrier_expired' },
  DELETED: { number: 4, words: ['DELETED'], status: 'failed', code: 'deleted' },
  UNDELIVERABLE: {
    number: 5,
    words: ['UNDELIV', 'UNDELIVERABLE', 'UNDELIVERED', 'UNDELIVRD'],
    status: 'undelivered',
    code: 'undeliverable',
  },
  ACCEPTED: { number: 6, words: ['ACCEPTD', 'ACCEPTED'], status: 'accepted', code: null },
  UNKNOWN: { number: 7, words: ['UNKNOWN', 'NULL'], status: 'unknown', code: 'carrier_state_unknown' },
  REJECTED: { number: 8, words: ['REJECTD', 'REJECTED'], status: 'rejected', code: 'carrier_rejected' },
  SKIPPED: { number: 9, words: ['SKIPPED'], status: 'failed', code: 'skipped' },
  // Words that carriers add to the standard's.
  FAILED: { number: null, words: ['FAILED'], status: 'failed', code: 'carrier_unspecified' },
  SYSTEM_ERROR: { number: null, words: ['SYSERR'], status: 'failed', code: 'carrier_error' },
  NO_CREDIT: { number: null, words: ['NOCRED', 'ZEROBAL'], status: 'rejected', code: 'insufficient_credit' },
  BARRED: { number: null, words: ['BARRED'], status: 'rejected', code: 'barred' },
  NO_ROUTE: { number: null, words: ['NOROUTES'], status: 'rejected', code: 'no_route' },
  READ: { number: null, words: ['READ', 'SEEN'], status: 'read', code: null },
} as const satisfies Record<string, StateRow>;

export type KnownState = keyof typeof states;
/** `unrecognised`: no state at all, or a word or number that is not in the table. */
export type ReceiptState = KnownState | 'unrecognised';

/** A carrier's own reading of a state: `{ ACCEPTD: 'delivered' }`, `{ HANDED: 'ENROUTE' }`. Keys are words or names, in any case. */
export type StateOverrides = Readonly<Record<string, ReceiptStatus | KnownState>>;

const stateOfNumber = new Map<number, KnownState>();
const stateOfWord = new Map<string, KnownState>();
for (const [name, row] of Object.entries(states) as [KnownState, StateRow][]) {
  if (row.number !== null) stateOfNumber.set(row.number, name);
  for (const word of [name, ...row.words]) stateOfWord.set(word, name);
}

/** The error code where a profile gives a state a status that its own row doesn't have. */
const codeOfStatus: Readonly<Record<ReceiptStatus, ErrorCode | null>> = {
  accepted: null,
  delivered: null,
  read: null,
  undelivered: 'undeliverable',
  failed: 'carrier_unspecified',
  rejected: 'carrier_rejected',
  expired: 'carrier_expired',
  unknown: 'carrier_state_unrecognised',
};

export interface StateReading {
  readonly state: ReceiptState;
  readonly status: ReceiptStatus;
  readonly code: ErrorCode | null;
}

/** Whether a text is one of the statuses that a profile may give a state. */
export function isReceiptStatus(text: string): text is ReceiptStatus {
  return Object.hasOwn(codeOfStatus, text);
}

/** Whether a status ends the message's life; Delivered may still become Read. */
export function isFinalReceipt(status: ReceiptStatus): boolean {
  return status !== 'accepted' && status !== 'unknown';
}

/** The state that a number or a word stands for, in any case; a word may be a bare number. */
export function stateOf(said: string | number): ReceiptState {
  const number = typeof said === 'number' ? said : /^[0-9]{1,3}$/.test(said) ? Number(said) : null;
  const state = number === null ? stateOfWord.get(String(said).toUpperCase()) : stateOfNumber.get(number);
  return state ?? 'unrecognised';
}

/**
 * What a state means for this carrier. Its profile's row for the word as it stood wins, then its row for the state (by name or by the
 * standard's word, so that `ACCEPTD: delivered` also reads `message_state` 6), then our table. Not in any of them: Unknown.
 */
export function readState(said: string | number | null, overrides: StateOverrides): StateReading {
  if (said === null) return { state: 'unrecognised', status: 'unknown', code: 'carrier_state_unrecognised' };
  const state = stateOf(said);
  const row = state === 'unrecognised' ? null : states[state];
  const keys = row === null ? [String(said)] : [String(said), state, row.words[0]];
  const override = keys.map((key) => overrideOf(key, overrides)).find((found) => found !== undefined);
  if (override === undefined) {
    return { state, status: row?.status ?? 'unknown', code: row === null ? codeOfStatus.unknown : row.code };
  }
  if (!isReceiptStatus(override)) return { state, status: states[override].status, code: states[override].code };
  return { state, status: override, code: row?.status === override ? row.code : codeOfStatus[override] };
}

/** Whether a word, found without a label, is a state: only words somebody listed, and never a number. */
export function isStateWord(word: string, overrides: StateOverrides): boolean {
  if (!/^[a-z][a-z_]*$/i.test(word)) return false;
  return stateOfWord.has(word.toUpperCase()) || overrideOf(word, overrides) !== undefined;
}

function overrideOf(word: string, overrides: StateOverrides): ReceiptStatus | KnownState | undefined {
  if (Object.hasOwn(overrides, word)) return overrides[word];
  const wanted = word.toUpperCase();
  for (const key in overrides) if (key.toUpperCase() === wanted) return overrides[key];
  return undefined;
}
