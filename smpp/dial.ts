/** A connected socket, plain or over TLS, or the named reason why not. */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { fromConnectError, type LinkError } from './link-error';

/** PEM texts. The peer's certificate is always verified, against `ca` or else the system's authorities. */
export interface TlsOptions {
  readonly ca?: string | Buffer;
  /** Our own certificate and key, where the SMSC asks for one. */
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  /** The name that the certificate must carry; `host` when absent. */
  readonly servername?: string;
}

export interface DialOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: TlsOptions;
  /** Milliseconds until connected (and, over TLS, verified). */
  readonly connectTimeout?: number;
}

export type DialOutcome =
  | { readonly ok: true; readonly socket: Socket }
  | { readonly ok: false; readonly error: LinkError };

const DEFAULT_CONNECT_TIMEOUT = 10_000;

function open({ host, port, tls }: DialOptions): Socket {
  if (!tls) return connectTcp({ host, port });
  const servername = tls.servername ?? (isIP(host) ? undefined : host);
  return connectTls({
    ...tls,
    host,
    port,
    ...(servername === undefined ? {} : { servername }),
    rejectUnauthorized: true,
  });
}

/** Connects once. Settles within `connectTimeout`; a socket that came too late or failed is destroyed. */
export function dial(options: DialOptions): Promise<DialOutcome> {
  const { connectTimeout = DEFAULT_CONNECT_TIMEOUT } = options;
  return new Promise((resolve) => {
    let socket: Socket;
    try {
      socket = open(options);
    } catch (error) {
      // A port out of range or an unreadable PEM: node throws for those at once.
      const named = fromConnectError(
        error instanceof Error ? error : new Error(String(error)),
        options.tls !== undefined,
      );
      resolve({ ok: false, error: named });
      return;
    }
    const connected = options.tls ? 'secureConnect' : 'connect';
    const settle = (outcome: DialOutcome): void => {
      clearTimeout(timer);
      socket.off('error', onError).off('close', onClose).off(connected, onConnected);
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const onError = (error: Error): void =>
      settle({ ok: false, error: fromConnectError(error, options.tls !== undefined) });
    const onClose = (): void =>
      settle({
        ok: false,
        error: { name: 'ClosedByPeer', message: 'the peer closed the connection before it was up' },
      });
    const onConnected = (): void => settle({ ok: true, socket });
    const timer = setTimeout(() => {
      const message = `not connected within ${connectTimeout} ms; check host, port and firewall`;
      settle({ ok: false, error: { name: 'ConnectTimeout', message } });
    }, connectTimeout);
    // The first listener stays: an error must find one at any moment, also between here and the session.
    socket
      .on('error', () => {})
      .setNoDelay(true)
      .setKeepAlive(true);
    socket.on('error', onError).on('close', onClose).on(connected, onConnected);
  });
}
