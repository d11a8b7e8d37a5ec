import type { Account } from './account';
import { ESME } from './command-status';
import type { BindType, Link } from './link';
import { encodeHeader, RESPONSE } from './pdu';
import { smpp } from './smpp-package';
import type { Smsc } from './smsc';

const INTERFACE_VERSION = 0x34;

interface Credentials {
  readonly systemId: string;
  readonly password: string;
}

/** Lets an ESME in, or says why not (SMPP 3.4 §4.1). */
export function receiveBind(smsc: Smsc, link: Link, pdu: Buffer, sequence: number, type: BindType): void {
  const { tally, settings } = smsc;
  const verdict = judge(smsc, readCredentials(pdu));
  if (typeof verdict === 'number') {
    tally.bindsRefused += 1;
    settings.log(`refused a bind with 0x${verdict.toString(16).padStart(2, '0')}`);
    link.send(encodeHeader(pdu.readUInt32BE(4) + RESPONSE, verdict, sequence));
    return;
  }
  link.bind = { systemId: verdict.systemId, type };
  link.send(encodeBindResp(type, sequence));
  smsc.accountOf(verdict.systemId).attach(link);
  const binds = countBinds(smsc);
  tally.peakBinds = Math.max(tally.peakBinds, binds);
  settings.log(`bound ${JSON.stringify(verdict.systemId)} as ${type}; binds now: ${binds}`);
}

/** How many binds are up, of all system_ids. */
export function countBinds(smsc: Smsc): number {
  let binds = 0;
  for (const account of smsc.accounts.values()) binds += countBindsOf(account);
  return binds;
}

/** A link that is closing counts no more: who was dropped may come back at once. */
const countBindsOf = (account: Account | undefined): number =>
  [...(account?.links ?? [])].filter((link) => link.isOpen()).length;

/** Binds are rare, so the package decodes and encodes them. Undefined for a body that it can't read. */
function readCredentials(pdu: Buffer): Credentials | undefined {
  try {
    const { system_id: systemId, password } = new smpp.PDU(pdu);
    return typeof systemId === 'string' && typeof password === 'string' ? { systemId, password } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The credentials that are let in, or the command_status for them. One bind too many is "already bound", as most carriers say: it
 * may be tried again when another has ended, which ESME_RBINDFAIL, wrong credentials to many a client, would not tell.
 */
function judge(smsc: Smsc, credentials: Credentials | undefined): Credentials | number {
  const { settings } = smsc;
  if (smsc.bindRefusal !== undefined) return smsc.bindRefusal;
  if (credentials === undefined) return ESME.RINVCMDLEN;
  const { systemId, password } = credentials;
  if (settings.systemId !== undefined && settings.systemId !== systemId) return ESME.RINVSYSID;
  if (settings.password !== undefined && settings.password !== password) return ESME.RINVPASWD;
  const binds = countBindsOf(smsc.accounts.get(systemId));
  return settings.maxBinds > 0 && binds >= settings.maxBinds ? ESME.RALYBND : credentials;
}

const encodeBindResp = (type: BindType, sequence: number): Buffer =>
  new smpp.PDU(`bind_${type}_resp`, {
    sequence_number: sequence,
    system_id: 'simulator',
    sc_interface_version: INTERFACE_VERSION,
  }).toBuffer();
