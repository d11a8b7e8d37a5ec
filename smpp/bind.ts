/** A bind and what became of it, as values. */
import type { InvalidField } from './encode';
import type { Bind } from './pdu';
import type { Settlement } from './requests';
import type { BindMode } from './state';
import { type Refusal, statusOf } from './submit';
import { TLV, tlvNumber } from './tlv';

/** SMPP 3.4 §4.1. What is absent is empty or 0; `interfaceVersion` is 0x34. */
export interface BindOptions
  extends Partial<Pick<Bind, 'password' | 'systemType' | 'interfaceVersion' | 'addrTon' | 'addrNpi' | 'addressRange'>> {
  readonly mode: BindMode;
  readonly systemId: string;
}

export type BindOutcome =
  | {
      readonly kind: 'bound';
      /** The SMSC's own name, where it gives one. */
      readonly systemId?: string;
      /** The version the SMSC speaks (sc_interface_version), where it says so. */
      readonly interfaceVersion?: number;
    }
  /** The SMSC said no. The connection stays open. */
  | { readonly kind: 'refused'; readonly commandStatus: number }
  /** After `timeout` the session has closed itself. */
  | { readonly kind: 'unanswered'; readonly reason: 'timeout' | 'closed' }
  | { readonly kind: 'unsendable'; readonly error: InvalidField | Refusal };

/** What the caller of `bind` is told. */
export function toBindOutcome(settlement: Settlement): BindOutcome {
  if (settlement.kind !== 'answered') return { kind: 'unanswered', reason: settlement.kind };
  const { pdu } = settlement;
  const commandStatus = statusOf(pdu);
  if (commandStatus !== 0 || !('tlvs' in pdu)) return { kind: 'refused', commandStatus };
  const interfaceVersion = tlvNumber(pdu.tlvs, TLV.sc_interface_version);
  const systemId = 'systemId' in pdu ? pdu.systemId : undefined;
  return {
    kind: 'bound',
    ...(systemId ? { systemId } : {}),
    ...(interfaceVersion === undefined ? {} : { interfaceVersion }),
  };
}
