/** From host and port to a session that is ready to bind. */
import { type DialOptions, dial } from './dial';
import type { LinkError } from './link-error';
import { Session } from './session';
import type { SessionOptions } from './session-options';

export type ConnectOutcome<C> =
  | { readonly ok: true; readonly session: Session<C> }
  | { readonly ok: false; readonly error: LinkError };

/** Connects once, over TLS where `tls` is given, within `connectTimeout` milliseconds. Never rejects. Bind next. */
export async function connect<C = unknown>(options: DialOptions & SessionOptions<C>): Promise<ConnectOutcome<C>> {
  const dialled = await dial(options);
  return dialled.ok ? { ok: true, session: new Session(dialled.socket, options) } : dialled;
}
