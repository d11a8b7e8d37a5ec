import { ESME } from './command-status';
import { decodeTlvs, type Sar } from './submit-tlvs';

/** A party's address as it is on the wire (SMPP 3.4 §5.2.5–5.2.9). */
export interface Address {
  readonly ton: number;
  readonly npi: number;
  readonly addr: string;
}

/** A `submit_sm` as it is on the wire (SMPP 3.4 §4.4.1); its Buffers are views of the bytes read. */
export interface SubmitSm {
  readonly serviceType: string;
  readonly source: Address;
  readonly destination: Address;
  readonly esmClass: number;
  readonly priorityFlag: number;
  readonly scheduleDeliveryTime: string;
  readonly validityPeriod: string;
  readonly registeredDelivery: number;
  readonly replaceIfPresent: number;
  readonly dataCoding: number;
  readonly shortMessage: Buffer;
  readonly payload: Buffer | undefined;
  readonly sar: Sar | undefined;
}

/**
 * Reads a whole `submit_sm` PDU by hand: the package's decoder turns the text into a string by its own idea of data_coding,
 * takes fields without their NUL and TLVs of any length, and costs several times as much.
 *
 * @returns the PDU, or the command_status to refuse it with.
 */
export function decodeSubmitSm(pdu: Buffer): SubmitSm | number {
  let at = 16;
  const serviceTypeEnd = cStringEnd(pdu, at, 6);
  if (serviceTypeEnd < 0) return ESME.RINVSERTYP;
  const serviceType = text(pdu, at, serviceTypeEnd);
  at = serviceTypeEnd + 1;

  const sourceEnd = cStringEnd(pdu, at + 2, 21);
  if (sourceEnd < 0) return ESME.RINVSRCADR;
  const source = { ton: pdu[at]!, npi: pdu[at + 1]!, addr: text(pdu, at + 2, sourceEnd) };
  at = sourceEnd + 1;

  const destinationEnd = cStringEnd(pdu, at + 2, 21);
  if (destinationEnd < 0) return ESME.RINVDSTADR;
  const destination = { ton: pdu[at]!, npi: pdu[at + 1]!, addr: text(pdu, at + 2, destinationEnd) };
  at = destinationEnd + 1;

  // esm_class, protocol_id, priority_flag
  const flags = at;
  const scheduleEnd = cStringEnd(pdu, flags + 3, 17);
  if (scheduleEnd < 0) return ESME.RINVSCHED;
  const validityEnd = cStringEnd(pdu, scheduleEnd + 1, 17);
  if (validityEnd < 0) return ESME.RINVEXPIRY;

  // registered_delivery, replace_if_present_flag, data_coding, sm_default_msg_id, sm_length
  at = validityEnd + 1;
  if (at + 5 > pdu.length) return ESME.RINVCMDLEN;
  const textAt = at + 5;
  const textEnd = textAt + pdu[at + 4]!;
  if (textEnd > pdu.length) return ESME.RINVMSGLEN;
  const tlvs = decodeTlvs(pdu, textEnd);
  if (typeof tlvs === 'number') return tlvs;
  return {
    serviceType,
    source,
    destination,
    esmClass: pdu[flags]!,
    priorityFlag: pdu[flags + 2]!,
    scheduleDeliveryTime: text(pdu, flags + 3, scheduleEnd),
    validityPeriod: text(pdu, scheduleEnd + 1, validityEnd),
    registeredDelivery: pdu[at]!,
    replaceIfPresent: pdu[at + 1]!,
    dataCoding: pdu[at + 2]!,
    shortMessage: pdu.subarray(textAt, textEnd),
    ...tlvs,
  };
}

/** Where the NUL of a C-Octet String of at most `size` octets is, its NUL included; -1 if there is none. */
function cStringEnd(pdu: Buffer, start: number, size: number): number {
  const limit = Math.min(start + size, pdu.length);
  for (let at = start; at < limit; at++) if (pdu[at] === 0) return at;
  return -1;
}

const text = (pdu: Buffer, start: number, end: number): string => pdu.toString('latin1', start, end);
