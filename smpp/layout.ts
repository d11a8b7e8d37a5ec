/**
 * Which mandatory fields a command has, in order: read from the `smpp` package's definitions when this module loads, with
 * the limits that the package lacks. One table serves both directions, so encoding and decoding can't disagree.
 */
import { type CommandDefinition, commands, types } from 'smpp';

/** How a field lies on the wire (SMPP 3.4 §3.1): one octet, text up to a NUL, or octets behind their length. */
export type WireKind = 'octet' | 'c_octet_string' | 'octet_string';

export interface FieldLayout {
  /** The specification's name, for error texts. */
  readonly field: string;
  /** The property of our PDU objects. */
  readonly key: string;
  readonly kind: WireKind;
  /** Most octets of the value, without its NUL or length. */
  readonly maxOctets: number;
  /** Value when the PDU has none. */
  readonly absent: number | string | Buffer;
  /** A time is either empty or exactly `maxOctets` long (SMPP 3.4 §7.1.1). */
  readonly time: boolean;
}

/** Most octets without the NUL (SMPP 3.4 §5.2; the section is beside each row). */
const MAX_OCTETS: Readonly<Record<string, number>> = {
  system_id: 15, // §5.2.1
  password: 16, // §5.2.2 says 8; carriers issue longer ones
  system_type: 12, // §5.2.3
  address_range: 40, // §5.2.7
  source_addr: 20, // §5.2.8
  destination_addr: 20, // §5.2.9
  service_type: 5, // §5.2.11
  schedule_delivery_time: 16, // §5.2.15
  validity_period: 16, // §5.2.16
  short_message: 254, // §5.2.22
  message_id: 64, // §5.2.23
};

/** data_sm has room for longer addresses (SMPP 3.4 §4.7.1). */
const MAX_OCTETS_OF_COMMAND: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  data_sm: { source_addr: 64, destination_addr: 64 },
};

const TIMES: ReadonlySet<string> = new Set(['schedule_delivery_time', 'validity_period']);

/** 3.4: the package would say 5.0, which few SMSCs take. */
const INTERFACE_VERSION = 0x34;

const EMPTY = Buffer.alloc(0);

const KINDS = new Map<unknown, { readonly kind: WireKind; readonly absent: number | string | Buffer }>([
  [types.int8, { kind: 'octet', absent: 0 }],
  [types.cstring, { kind: 'c_octet_string', absent: '' }],
  [types.buffer, { kind: 'octet_string', absent: EMPTY }],
]);

function camelCase(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function compile(definition: CommandDefinition): readonly FieldLayout[] {
  return Object.entries(definition.params ?? {}).map(([field, { type }]) => {
    const wire = KINDS.get(type);
    if (!wire) throw new Error(`${definition.command}.${field}: a wire type without a layout; add it to KINDS`);
    const maxOctets =
      wire.kind === 'octet' ? 1 : (MAX_OCTETS_OF_COMMAND[definition.command]?.[field] ?? MAX_OCTETS[field]);
    if (maxOctets === undefined)
      throw new Error(`${definition.command}.${field}: no length limit; add it to MAX_OCTETS`);
    const absent = field === 'interface_version' ? INTERFACE_VERSION : wire.absent;
    return { field, key: camelCase(field), kind: wire.kind, maxOctets, absent, time: TIMES.has(field) };
  });
}

/** The commands whose fields we know; every other PDU stays raw. */
export const TYPED_COMMANDS = [
  'bind_receiver',
  'bind_receiver_resp',
  'bind_transmitter',
  'bind_transmitter_resp',
  'bind_transceiver',
  'bind_transceiver_resp',
  'submit_sm',
  'submit_sm_resp',
  'deliver_sm',
  'deliver_sm_resp',
  'data_sm',
  'data_sm_resp',
  'enquire_link',
  'enquire_link_resp',
  'unbind',
  'unbind_resp',
  'generic_nack',
] as const;

export type TypedCommand = (typeof TYPED_COMMANDS)[number];

export interface CommandLayout {
  readonly command: TypedCommand;
  readonly id: number;
  readonly fields: readonly FieldLayout[];
}

/** A layout for each typed command. */
export const LAYOUT = Object.fromEntries(
  TYPED_COMMANDS.map((command) => {
    const definition = commands[command];
    if (!definition) throw new Error(`the smpp package doesn't define ${command}`);
    return [command, { command, id: definition.id, fields: compile(definition) }];
  }),
) as Readonly<Record<TypedCommand, CommandLayout>>;

const LAYOUT_BY_ID = new Map(Object.values(LAYOUT).map((layout) => [layout.id, layout]));

/** The layout of a command_id, or undefined for one whose body stays raw. */
export function layoutOf(commandId: number): CommandLayout | undefined {
  return LAYOUT_BY_ID.get(commandId);
}
