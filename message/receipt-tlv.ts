import type { ErrorCode } from './error';

/**
 * The three TLVs of a receipt, from their raw octets: none of them can be trusted to have the length or the type that the
 * specification gives it (SMPP 3.4 §5.3.2.12, §5.3.2.31, §5.3.2.35).
 */

/** `receipted_message_id`: a C-string, with or without its NUL. Null when there is nothing in it. */
export function readIdTlv(value: Buffer | undefined): string | null {
  if (value === undefined) return null;
  const end = value.indexOf(0);
  const id = value.toString('latin1', 0, end < 0 ? Math.min(value.length, 256) : Math.min(end, 256)).trim();
  return id === '' ? null : id;
}

/**
 * `message_state`: a number, or a word where a carrier puts one there. It should be one octet; it also comes as a wider integer of
 * either byte order, as an ASCII digit, and empty (null).
 */
export function readStateTlv(value: Buffer | undefined): number | string | null {
  if (value === undefined || value.length === 0 || value.length > 32) return null;
  const octets = value.filter((octet) => octet !== 0);
  if (octets.length === 0) return 0;
  if (octets.length > 1) return Buffer.from(octets).toString('latin1').trim();
  const octet = octets[0]!;
  const isAsciiDigit = octet >= 0x30 && octet <= 0x39;
  return isAsciiDigit ? octet - 0x30 : octet;
}

export interface NetworkError {
  /** The carrier's number, as text; null when it says "no error". */
  readonly carrierCode: string | null;
  /** Our code, where the network's own standard defines the number. */
  readonly code: ErrorCode | null;
}

/** Network type 3 of `network_error_code`. */
const gsm = 3;

/** GSM errors that say more than "not delivered" (MAP local error codes, 3GPP TS 29.002 §17.6). */
const gsmErrors: ReadonlyMap<number, ErrorCode> = new Map([
  [1, 'unknown_subscriber'], // unknownSubscriber
  [5, 'unknown_subscriber'], // unidentifiedSubscriber
  [6, 'absent_subscriber'], // absentSubscriberSM
  [13, 'barred'], // callBarred
  [27, 'absent_subscriber'], // absentSubscriber
]);

/** `network_error_code`: network type and a 16-bit number, or three ASCII digits. Null when it has neither shape. */
export function readNetworkError(value: Buffer | undefined): NetworkError | null {
  if (value === undefined || value.length < 3) return null;
  const digits = value.toString('latin1', 0, 3);
  if (/^[0-9]{3}$/.test(digits)) return { carrierCode: digits === '000' ? null : digits, code: null };
  const number = value.readUInt16BE(1);
  if (number === 0) return { carrierCode: null, code: null };
  return { carrierCode: String(number), code: value[0] === gsm ? (gsmErrors.get(number) ?? null) : null };
}
