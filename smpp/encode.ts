/** PDU to octets. Every field is checked as the octets it becomes, so no value can reach into its neighbour. */
import { HEADER_OCTETS, MAX_FRAME_OCTETS } from './frame';
import { type CommandLayout, type FieldLayout, LAYOUT, type TypedCommand } from './layout';
import type { Outgoing } from './pdu';
import { TLV, type Tlvs, tlvsOctets, unsendableTlv, writeTlvs } from './tlv';

/** Why a PDU can't go on the wire. Says which field and what kind of value, never the value: it may be a number or a text. */
export interface InvalidField {
  readonly name: 'InvalidField';
  /** The specification's name of the field. */
  readonly field: string;
  readonly problem:
    | 'not_text'
    | 'not_latin1'
    | 'has_nul'
    | 'too_long'
    | 'not_a_time'
    | 'not_an_integer'
    | 'not_octets'
    | 'conflict';
  readonly message: string;
}

export type EncodeOutcome =
  | { readonly ok: true; readonly frame: Buffer }
  | { readonly ok: false; readonly error: InvalidField };

/** With an error these end after the header (SMPP 3.4 §4.1.2, §4.4.2); deliver_sm_resp and data_sm_resp keep their body. */
const BODILESS_ERRORS: ReadonlySet<string> = new Set([
  'bind_receiver_resp',
  'bind_transmitter_resp',
  'bind_transceiver_resp',
  'submit_sm_resp',
]);

const MAX_UINT32 = 0xffffffff;
const MAX_LATIN1 = 0xff;

/** Encoding is synchronous, so one scratch area serves all; a frame is copied out of it at its true length. */
const scratch = Buffer.allocUnsafeSlow(MAX_FRAME_OCTETS);

function invalid(field: string, problem: InvalidField['problem'], what: string): InvalidField {
  return { name: 'InvalidField', field, problem, message: `${field}: ${what}` };
}

/** Each writer puts one value at `offset` of the scratch area and gives the offset behind it. */
const WRITERS: Record<
  FieldLayout['kind'],
  (value: unknown, layout: FieldLayout, offset: number) => number | InvalidField
> = {
  octet(value, { field }, offset) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0xff) {
      return invalid(field, 'not_an_integer', `must be an integer within 0..255, not ${describe(value)}`);
    }
    scratch[offset] = value;
    return offset + 1;
  },

  c_octet_string(value, { field, maxOctets, time }, offset) {
    if (typeof value !== 'string') return invalid(field, 'not_text', `must be a string, not ${describe(value)}`);
    const octets = value.length;
    if (octets > maxOctets)
      return invalid(field, 'too_long', `has ${octets} octets, at most ${maxOctets} are allowed; shorten it`);
    if (time && octets !== 0 && octets !== maxOctets) {
      return invalid(field, 'not_a_time', `has ${octets} characters; give none, or ${maxOctets} as YYMMDDhhmmsstnnp`);
    }
    for (let i = 0; i < octets; i++) {
      const code = value.charCodeAt(i);
      if (code === 0)
        return invalid(field, 'has_nul', `has a NUL at position ${i}, which would end it there; remove it`);
      if (code > MAX_LATIN1)
        return invalid(field, 'not_latin1', `has a character outside latin1 at position ${i}; replace it`);
      scratch[offset + i] = code;
    }
    scratch[offset + octets] = 0;
    return offset + octets + 1;
  },

  octet_string(value, { field, maxOctets }, offset) {
    if (!Buffer.isBuffer(value)) return invalid(field, 'not_octets', `must be a Buffer, not ${describe(value)}`);
    const octets = value.length;
    if (octets > maxOctets) {
      return invalid(
        field,
        'too_long',
        `has ${octets} octets, at most ${maxOctets} are allowed; split it or use message_payload`,
      );
    }
    scratch[offset] = octets;
    value.copy(scratch, offset + 1);
    return offset + 1 + octets;
  },
};

function describe(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'number' ? 'a number out of that range' : `a value of type ${typeof value}`;
}

function writeFields(pdu: Readonly<Record<string, unknown>>, layout: CommandLayout): number | InvalidField {
  let offset = HEADER_OCTETS;
  for (const field of layout.fields) {
    const value = pdu[field.key];
    const next = WRITERS[field.kind](value === undefined ? field.absent : value, field, offset);
    if (typeof next !== 'number') return next;
    offset = next;
  }
  return offset;
}

function checkTlvs(tlvs: Tlvs, offset: number, shortMessage: unknown): InvalidField | undefined {
  const tag = unsendableTlv(tlvs);
  if (tag !== undefined)
    return invalid(`TLV 0x${tag.toString(16)}`, 'too_long', 'tag and length must each fit 16 bits');
  const octets = offset + tlvsOctets(tlvs);
  if (octets > MAX_FRAME_OCTETS) {
    return invalid(
      'command_length',
      'too_long',
      `would be ${octets}, at most ${MAX_FRAME_OCTETS} are allowed; send fewer TLVs`,
    );
  }
  // SMPP 3.4 §5.3.2.32: one of them carries the message, never both.
  if (tlvs.has(TLV.message_payload) && Buffer.isBuffer(shortMessage) && shortMessage.length > 0) {
    return invalid('message_payload', 'conflict', 'short_message must be empty beside it; use one of the two');
  }
  return undefined;
}

function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_UINT32;
}

function finish(commandId: number, status: number, sequence: number, octets: number): EncodeOutcome {
  if (!isUint32(commandId)) return { ok: false, error: invalid('command_id', 'not_an_integer', 'must fit 32 bits') };
  if (!isUint32(status)) return { ok: false, error: invalid('command_status', 'not_an_integer', 'must fit 32 bits') };
  if (!isUint32(sequence))
    return { ok: false, error: invalid('sequence_number', 'not_an_integer', 'must fit 32 bits') };
  const frame = Buffer.allocUnsafe(octets);
  scratch.copy(frame, HEADER_OCTETS, HEADER_OCTETS, octets);
  frame.writeUInt32BE(octets, 0);
  frame.writeUInt32BE(commandId, 4);
  frame.writeUInt32BE(status, 8);
  frame.writeUInt32BE(sequence, 12);
  return { ok: true, frame };
}

/** The fields of a typed command: absent ones take their default, others are not looked at. */
export type Fields = Readonly<Record<string, unknown>> & { readonly tlvs?: Tlvs };

/** As `encode`, for one typed command whose header is given apart, so that a caller's fields needn't be copied. */
export function encodeCommand(command: TypedCommand, fields: Fields, status: number, sequence: number): EncodeOutcome {
  const layout = LAYOUT[command];
  if (status !== 0 && BODILESS_ERRORS.has(command)) return finish(layout.id, status, sequence, HEADER_OCTETS);
  let end = writeFields(fields, layout);
  if (typeof end !== 'number') return { ok: false, error: end };
  if (fields.tlvs && fields.tlvs.size > 0) {
    const error = checkTlvs(fields.tlvs, end, fields.shortMessage);
    if (error) return { ok: false, error };
    end = writeTlvs(fields.tlvs, scratch, end);
  }
  return finish(layout.id, status, sequence, end);
}

/**
 * Octets of a PDU, or the first field that can't be sent (SMPP 3.4 §4, limits §5.2). Nothing is truncated, substituted or
 * converted: text must be latin1 without NUL, bodies and TLVs are Buffers, times are sent as given.
 */
export function encode(pdu: Outgoing): EncodeOutcome {
  const { commandStatus = 0, sequenceNumber } = pdu;
  if (pdu.command !== 'unknown') return encodeCommand(pdu.command, pdu, commandStatus, sequenceNumber);
  const { commandId, body } = pdu;
  const octets = HEADER_OCTETS + (body?.length ?? 0);
  if (octets > MAX_FRAME_OCTETS) {
    const what = `would be ${octets}, at most ${MAX_FRAME_OCTETS} are allowed; send a shorter body`;
    return { ok: false, error: invalid('command_length', 'too_long', what) };
  }
  body?.copy(scratch, HEADER_OCTETS);
  return finish(commandId, commandStatus, sequenceNumber, octets);
}
