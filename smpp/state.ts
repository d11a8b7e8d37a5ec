/** Who may say what, when: the operation matrix of SMPP 3.4 §2.3 and SMPP 5.0 §2.4, as data. */
import type { CommandName } from './command';

/**
 * - `open`: connected, not bound (SMPP 3.4 §2.2.1)
 * - `outbound`: the SMSC connected and asked us to bind (SMPP 5.0 §2.3.2); never reached here, since we dial out
 * - `bound_tx`, `bound_rx`, `bound_trx`: bound to submit, to receive, to do both (SMPP 3.4 §2.2.2–§2.2.4)
 * - `unbound`: unbound, still connected (SMPP 5.0 §2.3.6)
 * - `closed`: no connection (SMPP 3.4 §2.2.5)
 */
export const SESSION_STATES = ['open', 'outbound', 'bound_tx', 'bound_rx', 'bound_trx', 'unbound', 'closed'] as const;

export type SessionState = (typeof SESSION_STATES)[number];

export type Issuer = 'esme' | 'smsc';

export interface OperationRow {
  /** States in which the ESME may send it. */
  readonly esme: readonly SessionState[];
  /** States in which the SMSC may send it. */
  readonly smsc: readonly SessionState[];
  readonly section: string;
}

const NEVER: readonly SessionState[] = [];
const UNBOUND_YET: readonly SessionState[] = ['open', 'outbound'];
const TX: readonly SessionState[] = ['bound_tx', 'bound_trx'];
const RX: readonly SessionState[] = ['bound_rx', 'bound_trx'];
const BOUND: readonly SessionState[] = ['bound_tx', 'bound_rx', 'bound_trx'];
const CONNECTED: readonly SessionState[] = ['open', 'outbound', 'bound_tx', 'bound_rx', 'bound_trx', 'unbound'];

/** The section is the command's own in SMPP 3.4, unless it says 5.0. */
export const OPERATIONS: Readonly<Record<CommandName, OperationRow>> = {
  bind_transmitter: { esme: UNBOUND_YET, smsc: NEVER, section: '4.1.1' },
  bind_transmitter_resp: { esme: NEVER, smsc: UNBOUND_YET, section: '4.1.2' },
  bind_receiver: { esme: UNBOUND_YET, smsc: NEVER, section: '4.1.3' },
  bind_receiver_resp: { esme: NEVER, smsc: UNBOUND_YET, section: '4.1.4' },
  bind_transceiver: { esme: UNBOUND_YET, smsc: NEVER, section: '4.1.5' },
  bind_transceiver_resp: { esme: NEVER, smsc: UNBOUND_YET, section: '4.1.6' },
  outbind: { esme: NEVER, smsc: ['open'], section: '4.1.7' },
  unbind: { esme: BOUND, smsc: BOUND, section: '4.2.1' },
  unbind_resp: { esme: BOUND, smsc: BOUND, section: '4.2.2' },
  generic_nack: { esme: CONNECTED, smsc: CONNECTED, section: '4.3.1; before and after a bind: 5.0 §2.4' },
  submit_sm: { esme: TX, smsc: NEVER, section: '4.4.1' },
  submit_sm_resp: { esme: NEVER, smsc: TX, section: '4.4.2' },
  submit_multi: { esme: TX, smsc: NEVER, section: '4.5.1' },
  submit_multi_resp: { esme: NEVER, smsc: TX, section: '4.5.2' },
  deliver_sm: { esme: NEVER, smsc: RX, section: '4.6.1' },
  deliver_sm_resp: { esme: RX, smsc: NEVER, section: '4.6.2' },
  data_sm: { esme: BOUND, smsc: BOUND, section: '4.7.1' },
  data_sm_resp: { esme: BOUND, smsc: BOUND, section: '4.7.2' },
  query_sm: { esme: TX, smsc: NEVER, section: '4.8.1' },
  query_sm_resp: { esme: NEVER, smsc: TX, section: '4.8.2' },
  cancel_sm: { esme: TX, smsc: NEVER, section: '4.9.1' },
  cancel_sm_resp: { esme: NEVER, smsc: TX, section: '4.9.2' },
  replace_sm: { esme: TX, smsc: NEVER, section: '4.10.1' },
  replace_sm_resp: { esme: NEVER, smsc: TX, section: '4.10.2' },
  enquire_link: { esme: CONNECTED, smsc: CONNECTED, section: '4.11.1; before and after a bind: 5.0 §2.4' },
  enquire_link_resp: { esme: CONNECTED, smsc: CONNECTED, section: '4.11.2; before and after a bind: 5.0 §2.4' },
  alert_notification: { esme: NEVER, smsc: RX, section: '4.12.1' },
  broadcast_sm: { esme: TX, smsc: NEVER, section: '5.0 §4.4.1' },
  broadcast_sm_resp: { esme: NEVER, smsc: TX, section: '5.0 §4.4.2' },
  cancel_broadcast_sm: { esme: TX, smsc: NEVER, section: '5.0 §4.6.2' },
  cancel_broadcast_sm_resp: { esme: NEVER, smsc: TX, section: '5.0 §4.6.2.3' },
  query_broadcast_sm: { esme: TX, smsc: NEVER, section: '5.0 §4.6.1' },
  query_broadcast_sm_resp: { esme: NEVER, smsc: TX, section: '5.0 §4.6.1.3' },
};

/** True when `issuer` may send `command` in `state`. */
export function isLegal(command: CommandName, issuer: Issuer, state: SessionState): boolean {
  return OPERATIONS[command][issuer].includes(state);
}

export type BindMode = 'transmitter' | 'receiver' | 'transceiver';

/** The state that a bind of this mode leads to (SMPP 3.4 §2.2). */
export const BOUND_STATE: Readonly<Record<BindMode, SessionState>> = {
  transmitter: 'bound_tx',
  receiver: 'bound_rx',
  transceiver: 'bound_trx',
};
