import { receiveBind } from './binding';
import { ESME } from './command-status';
import { receiveSubmit, swallowSubmit } from './intake';
import type { BindType, Link } from './link';
import { COMMAND, encodeHeader, GENERIC_NACK, RESPONSE } from './pdu';
import type { Smsc } from './smsc';

type Handler = (smsc: Smsc, link: Link, pdu: Buffer, sequence: number) => void;
type State = 'open' | BindType;

/** A command that an ESME may send: in which states (SMPP 3.4 §2.3), what it gets in another, and what is done with it. */
interface Command {
  readonly states: readonly State[];
  readonly otherwise: number;
  readonly handle: Handler;
  /** What is done with it in a stall; without it, it is ignored. */
  readonly stalled?: Handler;
}

const ANY: readonly State[] = ['open', 'transmitter', 'receiver', 'transceiver'];
const BOUND: readonly State[] = ['transmitter', 'receiver', 'transceiver'];
const SENDING: readonly State[] = ['transmitter', 'transceiver'];

const bindAs = (type: BindType): Command => ({
  states: ['open'],
  otherwise: ESME.RALYBND,
  handle: (smsc, link, pdu, sequence) => receiveBind(smsc, link, pdu, sequence, type),
});

const COMMANDS: ReadonlyMap<number, Command> = new Map<number, Command>([
  [COMMAND.bind_receiver, bindAs('receiver')],
  [COMMAND.bind_transmitter, bindAs('transmitter')],
  [COMMAND.bind_transceiver, bindAs('transceiver')],
  [COMMAND.submit_sm, { states: SENDING, otherwise: ESME.RINVBNDSTS, handle: receiveSubmit, stalled: swallowSubmit }],
  [COMMAND.unbind, { states: BOUND, otherwise: ESME.RINVBNDSTS, handle: receiveUnbind }],
  [
    COMMAND.enquire_link,
    {
      states: ANY,
      otherwise: ESME.RINVBNDSTS,
      handle: (_, link, __, sequence) => link.send(encodeHeader(COMMAND.enquire_link + RESPONSE, ESME.ROK, sequence)),
    },
  ],
]);

const RESPONSES: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [COMMAND.deliver_sm + RESPONSE, receiveDeliverSmResp],
  [GENERIC_NACK, receiveDeliverSmResp],
  [COMMAND.unbind + RESPONSE, (_, link) => link.close()],
  [COMMAND.enquire_link + RESPONSE, receiveEnquireLinkResp],
]);

/** Does what a PDU asks for. A command that is unknown, or not supported, gets a generic_nack; such a response gets nothing. */
export function receivePdu(smsc: Smsc, link: Link, pdu: Buffer): void {
  const id = pdu.readUInt32BE(4);
  const sequence = pdu.readUInt32BE(12);
  if (id >= RESPONSE) {
    RESPONSES.get(id)?.(smsc, link, pdu, sequence);
    return;
  }
  const command = COMMANDS.get(id);
  const isLegal = command?.states.includes(link.bind?.type ?? 'open') ?? false;
  if (smsc.stalled) {
    if (isLegal) command?.stalled?.(smsc, link, pdu, sequence);
  } else if (command === undefined) {
    link.send(encodeHeader(GENERIC_NACK, ESME.RINVCMDID, sequence));
  } else if (isLegal) {
    command.handle(smsc, link, pdu, sequence);
  } else {
    link.send(encodeHeader(id + RESPONSE, command.otherwise, sequence));
  }
}

function receiveDeliverSmResp(smsc: Smsc, link: Link, pdu: Buffer, sequence: number): void {
  if (link.bind !== undefined) smsc.accountOf(link.bind.systemId).answered(link, sequence, pdu.readUInt32BE(8));
}

function receiveEnquireLinkResp(_: Smsc, link: Link): void {
  link.enquiring = false;
}

function receiveUnbind(_: Smsc, link: Link, __: Buffer, sequence: number): void {
  link.send(encodeHeader(COMMAND.unbind + RESPONSE, ESME.ROK, sequence));
  link.close();
}
