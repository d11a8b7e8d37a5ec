import type { EventEmitter } from 'node:events';
import type { Server, Socket } from 'node:net';

/** One accepted connection, as the package hands it over. */
export interface PackageSession extends EventEmitter {
  readonly socket: Socket;
  /** Stops the package's own reader, which goes deaf for good after a PDU that it can't decode. */
  pause(): void;
}

/** A PDU of the package: header fields, then one property for each field or TLV. */
export interface PackagePdu {
  readonly command: string;
  readonly [field: string]: unknown;
  toBuffer(): Buffer;
}

interface TextEncoding {
  match(text: string): boolean;
  encode(text: string): Buffer;
}

interface SmppPackage {
  createServer(onSession: (session: PackageSession) => void): Server;
  readonly PDU: {
    new (frame: Buffer): PackagePdu;
    new (command: string, fields: Record<string, unknown>): PackagePdu;
  };
  readonly encodings: { readonly ASCII: TextEncoding; readonly UCS2: TextEncoding };
}

/** The `smpp` package, which comes without types; only what the simulator uses of it. */
export const smpp: SmppPackage = require('smpp');
