import { COMMAND_ID, type CommandName } from '../../smpp/command';
import { BOUND_STATE, type Issuer, isLegal, OPERATIONS, SESSION_STATES, type SessionState } from '../../smpp/state';

/** SMPP 3.4 §2.3, one line a command: who may send it in which of o(pen) O(utbound) t(x) r(x) x(trx) u(nbound); then the SMSC. */
const MATRIX: Readonly<Record<CommandName, readonly [esme: string, smsc: string]>> = {
  bind_transmitter: ['oO', ''],
  bind_transmitter_resp: ['', 'oO'],
  bind_receiver: ['oO', ''],
  bind_receiver_resp: ['', 'oO'],
  bind_transceiver: ['oO', ''],
  bind_transceiver_resp: ['', 'oO'],
  outbind: ['', 'o'],
  unbind: ['trx', 'trx'],
  unbind_resp: ['trx', 'trx'],
  submit_sm: ['tx', ''],
  submit_sm_resp: ['', 'tx'],
  submit_multi: ['tx', ''],
  submit_multi_resp: ['', 'tx'],
  data_sm: ['trx', 'trx'],
  data_sm_resp: ['trx', 'trx'],
  deliver_sm: ['', 'rx'],
  deliver_sm_resp: ['rx', ''],
  query_sm: ['tx', ''],
  query_sm_resp: ['', 'tx'],
  cancel_sm: ['tx', ''],
  cancel_sm_resp: ['', 'tx'],
  replace_sm: ['tx', ''],
  replace_sm_resp: ['', 'tx'],
  enquire_link: ['oOtrxu', 'oOtrxu'],
  enquire_link_resp: ['oOtrxu', 'oOtrxu'],
  alert_notification: ['', 'rx'],
  generic_nack: ['oOtrxu', 'oOtrxu'],
  broadcast_sm: ['tx', ''],
  broadcast_sm_resp: ['', 'tx'],
  query_broadcast_sm: ['tx', ''],
  query_broadcast_sm_resp: ['', 'tx'],
  cancel_broadcast_sm: ['tx', ''],
  cancel_broadcast_sm_resp: ['', 'tx'],
};

const LETTER: Readonly<Record<SessionState, string>> = {
  open: 'o',
  outbound: 'O',
  bound_tx: 't',
  bound_rx: 'r',
  bound_trx: 'x',
  unbound: 'u',
  closed: '-',
};

const CASES = (Object.keys(COMMAND_ID) as CommandName[]).flatMap((command) =>
  SESSION_STATES.flatMap((state) =>
    (['esme', 'smsc'] as const).map((issuer): [CommandName, Issuer, SessionState, boolean] => [
      command,
      issuer,
      state,
      MATRIX[command][issuer === 'esme' ? 0 : 1].includes(LETTER[state]),
    ]),
  ),
);

describe('the operation matrix', () => {
  it.each(CASES)('%s from the %s while %s: %s', (command, issuer, state, legal) => {
    expect(isLegal(command, issuer, state)).toBe(legal);
  });

  it('names a section for every command, and has a row for each', () => {
    expect(Object.keys(OPERATIONS).sort()).toEqual(Object.keys(COMMAND_ID).sort());
    for (const { section } of Object.values(OPERATIONS)) expect(section).toMatch(/\d\.\d/);
  });

  it('lets each bind do what it is for', () => {
    expect(isLegal('submit_sm', 'esme', BOUND_STATE.transmitter)).toBe(true);
    expect(isLegal('deliver_sm', 'smsc', BOUND_STATE.receiver)).toBe(true);
    expect(isLegal('submit_sm', 'esme', BOUND_STATE.transceiver)).toBe(true);
    expect(isLegal('deliver_sm', 'smsc', BOUND_STATE.transceiver)).toBe(true);
  });
});
