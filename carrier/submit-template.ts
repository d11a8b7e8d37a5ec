import { parseSender } from '../message/sender';
import type { Encoding } from '../message/text';
import type { SubmitRequest } from '../smpp/submit';
import { absoluteTime, relativeTime } from '../smpp/time';
import { TLV, type Tlvs, tlvInteger } from '../smpp/tlv';
import { dataCodingsOf } from './data-coding';
import type { CarrierProfile } from './profile';
import { priorities } from './route';

type Source = Required<Pick<SubmitRequest, 'sourceAddrTon' | 'sourceAddrNpi' | 'sourceAddr'>>;

/** What a profile decides of every `submit_sm`, worked out once: messages go through here by the thousand a second. */
export interface SubmitTemplate {
  readonly serviceType: string;
  readonly protocolId: number;
  readonly recipient: { readonly ton: number; readonly npi: number; readonly prefix: string };
  readonly dataCodings: Readonly<Record<Encoding, number>>;
  /** `registered_delivery` without and with the acknowledgement of the reader. */
  readonly registeredDelivery: { readonly usual: number; readonly read: number };
  /** `priority_flag` by our priority, as messages hold it (0 urgent, 1 normal, 2 bulk). */
  readonly priorityFlags: readonly number[];
  /** TON, NPI and address of a sender. Throws a TypeError for what is none. */
  readonly source: (sender: string) => Source;
  /** `replace_if_present_flag` of a message of one part. */
  readonly replaceIfPresent: number;
  readonly validityPeriod: (expiresAt: Date, now: Date) => string;
  /** TLVs that are the same for all parts. */
  readonly tlvs: Tlvs;
}

/** Final receipts asked for (SMPP 3.4 §5.2.17, bits 1–0). */
const finalReceipts = { none: 0x00, always: 0x01, failure: 0x02 } as const;
/** A user acknowledgement (bits 3–2) and intermediate notifications (bit 4). */
const userAcknowledgement = 0x08;
const intermediateNotification = 0x10;

/** SMPP 3.4 §5.3.2.27 */
const msValidities = { store_indefinitely: 0, power_down: 1, registration_area: 2, display_only: 3 } as const;

const validityPeriods: Readonly<
  Record<CarrierProfile['submit']['validityPeriod'], (expiresAt: Date, now: Date) => string>
> = {
  none: () => '',
  relative: (expiresAt, now) => relativeTime(expiresAt.getTime() - now.getTime()),
  // Never an instant that has passed: a carrier would refuse it, and what is claimed was still valid when it was.
  absolute: (expiresAt, now) => absoluteTime(new Date(Math.max(expiresAt.getTime(), now.getTime() + 1000))),
};

const templates = new WeakMap<CarrierProfile, SubmitTemplate>();

/** The template of a profile; made when it is asked for first. */
export function templateOf(profile: CarrierProfile): SubmitTemplate {
  const known = templates.get(profile);
  if (known) return known;
  const template = createTemplate(profile);
  templates.set(profile, template);
  return template;
}

function createTemplate(profile: CarrierProfile): SubmitTemplate {
  const { submit, addresses } = profile;
  const { recipient } = addresses;
  const { final, intermediate } = submit.registeredDelivery;
  const usual = finalReceipts[final] | (intermediate ? intermediateNotification : 0);
  return {
    serviceType: submit.serviceType,
    protocolId: submit.protocolId,
    recipient: { ton: recipient.ton, npi: recipient.npi, prefix: recipient.plus ? '+' : '' },
    dataCodings: dataCodingsOf(profile),
    registeredDelivery: { usual, read: usual | userAcknowledgement },
    priorityFlags: priorities.map((priority) => submit.priorityFlag[priority]),
    source: sources(addresses),
    replaceIfPresent: submit.replaceIfPresent ? 1 : 0,
    validityPeriod: validityPeriods[submit.validityPeriod],
    tlvs:
      submit.msValidity === 'none'
        ? submit.tlvs
        : new Map([...submit.tlvs, [TLV.ms_validity, tlvInteger(msValidities[submit.msValidity], 1)]]),
  };
}

/** Senders are few and messages many: those that were read are remembered, up to a bound. */
const mostSenders = 10_000;

function sources(addresses: CarrierProfile['addresses']): SubmitTemplate['source'] {
  const known = new Map<string, Source>();
  return (sender) => {
    const remembered = known.get(sender);
    if (remembered) return remembered;
    const parsed = parseSender(sender);
    if (!parsed.ok) throw new TypeError(`a stored sender can't be sent: ${parsed.detail}`);
    const { kind, address } = parsed.sender;
    const { alphanumeric, national, international, shortCode } = addresses;
    const { ton, npi } = { alphanumeric, national, international, short_code: shortCode }[kind];
    const plus = kind === 'international' && international.plus ? '+' : '';
    const fields = { sourceAddrTon: ton, sourceAddrNpi: npi, sourceAddr: plus + address };
    if (known.size >= mostSenders) known.clear();
    known.set(sender, fields);
    return fields;
  };
}
