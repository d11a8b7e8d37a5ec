/** What we use of the `smpp` package (0.5.1), which ships no types of its own. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  /** One wire type: a codec for one field. */
  export interface WireType {
    read(buffer: Buffer, offset: number, length?: number): unknown;
    write(value: unknown, buffer: Buffer, offset: number): void;
    size(value: unknown): number;
    default: unknown;
  }

  export interface CommandDefinition {
    id: number;
    command: string;
    params?: Record<string, { type: WireType; default?: unknown; filter?: unknown }>;
  }

  export interface TlvDefinition {
    id: number;
    tag: string;
    type: WireType;
    multiple?: boolean;
  }

  export const commands: Record<string, CommandDefinition>;
  export const commandsById: Record<number, CommandDefinition>;
  export const tlvs: Record<string, TlvDefinition>;
  export const tlvsById: Record<number, TlvDefinition>;
  export const errors: Record<string, number>;
  /** The text codecs, in the order in which the package tries them. */
  export const encodings: Record<
    'ASCII' | 'LATIN1' | 'UCS2',
    { match(text: string): boolean; encode(text: string): Buffer; decode(octets: Buffer): string }
  > & { detect(text: string): 'ASCII' | 'LATIN1' | 'UCS2' };
  export const types: Record<'int8' | 'int16' | 'int32' | 'string' | 'cstring' | 'buffer', WireType>;

  export class PDU {
    constructor(command: string | Buffer, options?: Record<string, unknown>);
    static maxLength: number;
    command: string;
    command_length: number;
    command_id: number;
    command_status: number;
    sequence_number: number;
    [field: string]: unknown;
    isResponse(): boolean;
    response(options?: Record<string, unknown>): PDU;
    toBuffer(): Buffer;
  }

  export class Session extends EventEmitter {
    socket: Socket;
    send(pdu: PDU, onResponse?: (pdu: PDU) => void, onSent?: (pdu: PDU) => void): boolean;
    pause(): void;
    resume(): void;
    close(callback?: () => void): void;
    destroy(callback?: () => void): void;
  }

  export class Server extends NetServer {
    sessions: Session[];
  }

  export function createServer(listener: (session: Session) => void): Server;
  export function createServer(options: Record<string, unknown>, listener: (session: Session) => void): Server;
}
