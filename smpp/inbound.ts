/** What a request of the SMSC calls for. Pure: bytes and state in, one action out; the session carries it out. */
import { COMMAND_ID, COMMAND_STATUS, type CommandName, commandName, responseId } from './command';
import { decode, type UndecodablePdu } from './decode';
import type { DataSm, DeliverSm, Outgoing } from './pdu';
import { isLegal, type SessionState } from './state';

export type InboundAction =
  /** Give it to the handler; its status answers. */
  | { readonly kind: 'deliver'; readonly pdu: DeliverSm | DataSm }
  | { readonly kind: 'answer'; readonly response: Outgoing }
  /** Answer, then close: the SMSC unbinds. */
  | { readonly kind: 'unbind'; readonly response: Outgoing }
  /** Answer with an error and report it. */
  | { readonly kind: 'undecodable'; readonly response: Outgoing; readonly error: UndecodablePdu }
  | { readonly kind: 'ignore' };

/** A header without a body: the shape of a refusal of any command (SMPP 3.4 §3.2). */
function bare(commandId: number, commandStatus: number, sequenceNumber: number): Outgoing {
  return { command: 'unknown', commandId, commandStatus, sequenceNumber };
}

/**
 * deliver_sm and data_sm. One that we can't read is answered ESME_RSYSERR, which carriers retry: a receipt is never
 * refused for good (ESME_RX_P_APPN) nor swallowed (ESME_ROK) before someone has looked at its octets.
 */
function deliver(frame: Buffer): InboundAction {
  const decoded = decode(frame);
  if (decoded.ok && (decoded.pdu.command === 'deliver_sm' || decoded.pdu.command === 'data_sm')) {
    return { kind: 'deliver', pdu: decoded.pdu };
  }
  if (decoded.ok) return { kind: 'ignore' };
  const { error } = decoded;
  const command = error.commandId === COMMAND_ID.data_sm ? 'data_sm_resp' : 'deliver_sm_resp';
  const { sequenceNumber } = error;
  return {
    kind: 'undecodable',
    error,
    response: { command, commandStatus: COMMAND_STATUS.ESME_RSYSERR, sequenceNumber },
  };
}

/** Every request that an SMSC may legally send, and what we do with it. */
const ACTIONS: Partial<Record<CommandName, (frame: Buffer, sequenceNumber: number) => InboundAction>> = {
  deliver_sm: deliver,
  data_sm: deliver,
  enquire_link: (_, sequenceNumber) => ({ kind: 'answer', response: { command: 'enquire_link_resp', sequenceNumber } }),
  unbind: (_, sequenceNumber) => ({ kind: 'unbind', response: { command: 'unbind_resp', sequenceNumber } }),
  // It has no response of its own (SMPP 3.4 §4.1.7), and we dialled out already.
  outbind: (_, sequenceNumber) => ({
    kind: 'answer',
    response: { command: 'generic_nack', commandStatus: COMMAND_STATUS.ESME_RINVCMDID, sequenceNumber },
  }),
  alert_notification: () => ({ kind: 'ignore' }),
};

/** Illegal requests that have no response to refuse them with. */
const WITHOUT_RESPONSE: ReadonlySet<CommandName> = new Set<CommandName>(['outbind', 'alert_notification']);

/** Decides on one framed request (never a response) in a session state. */
export function decideRequest(frame: Buffer, state: SessionState): InboundAction {
  const commandId = frame.readUInt32BE(4);
  const sequenceNumber = frame.readUInt32BE(12);
  const command = commandName(commandId);
  if (!command) {
    return { kind: 'answer', response: bare(COMMAND_ID.generic_nack, COMMAND_STATUS.ESME_RINVCMDID, sequenceNumber) };
  }
  const act = ACTIONS[command];
  if (act && isLegal(command, 'smsc', state)) return act(frame, sequenceNumber);
  if (WITHOUT_RESPONSE.has(command)) return { kind: 'ignore' };
  return { kind: 'answer', response: bare(responseId(commandId), COMMAND_STATUS.ESME_RINVBNDSTS, sequenceNumber) };
}
