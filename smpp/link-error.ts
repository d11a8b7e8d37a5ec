/** Why there is no link, or no longer one. Each cause has a name of its own, since what to do next differs. */

/**
 * Before the link is up: `ConnectionRefused`, `HostNotFound`, `HostUnreachable`, `ConnectTimeout`, `TlsFailed`,
 * `ConnectionFailed` (any other). After: `ClosedByPeer` (an orderly end of the connection without unbind), `ConnectionLost`
 * (reset, broken pipe), `UnboundByPeer`, `EnquireLinkTimeout` (the peer is silent), `ResponseTimeout` (bind unanswered),
 * `FramingError` (its octets make no sense), `Unbound` (we asked for it, orderly), `Destroyed` (we asked for it, at once).
 */
export type LinkErrorName =
  | 'ConnectionRefused'
  | 'HostNotFound'
  | 'HostUnreachable'
  | 'ConnectTimeout'
  | 'TlsFailed'
  | 'ConnectionFailed'
  | 'ClosedByPeer'
  | 'ConnectionLost'
  | 'UnboundByPeer'
  | 'EnquireLinkTimeout'
  | 'ResponseTimeout'
  | 'FramingError'
  | 'Unbound'
  | 'Destroyed';

export interface LinkError {
  readonly name: LinkErrorName;
  readonly message: string;
  /** The operating system's or TLS's own code, where there is one. */
  readonly code?: string;
}

const CONNECT_ERRORS: Readonly<Record<string, LinkErrorName>> = {
  ECONNREFUSED: 'ConnectionRefused',
  ENOTFOUND: 'HostNotFound',
  EAI_AGAIN: 'HostNotFound',
  EHOSTUNREACH: 'HostUnreachable',
  ENETUNREACH: 'HostUnreachable',
  ETIMEDOUT: 'ConnectTimeout',
  ECONNRESET: 'ConnectionLost',
  EPIPE: 'ConnectionLost',
};

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Names an error of connecting; what the TCP layer doesn't know is the handshake's when there is one. */
export function fromConnectError(error: Error, overTls: boolean): LinkError {
  const code = codeOf(error);
  const name = CONNECT_ERRORS[code] ?? (overTls ? 'TlsFailed' : 'ConnectionFailed');
  return { name, message: error.message || code, code };
}

/** Names an error of an established socket. */
export function fromSocketError(error: Error): LinkError {
  return { name: 'ConnectionLost', message: error.message, code: codeOf(error) };
}
