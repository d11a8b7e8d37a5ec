import { ESME } from './command-status';
import type { Address, SubmitSm } from './submit-sm';
import { type UserData, userDataOf } from './user-data';

/** A rule that a `submit_sm` must hold, and the command_status for one that doesn't. */
interface Rule {
  readonly status: number;
  readonly holds: (submit: SubmitSm, data: UserData) => boolean;
}

const TON_ALPHANUMERIC = 5;
const NPIS = new Set([0, 1, 3, 4, 6, 8, 9, 10, 14, 18]);
/** An absolute or relative time, "YYMMDDhhmmsstnnp" (SMPP 3.4 §7.1.1). */
const TIME = /^(\d{15}[+-]|\d{12}000R)?$/;
const NUMBER = /^\+?\d{3,15}$/;
const MESSAGE_TYPE = 0x3c;
const TYPES_OF_AN_ESME = new Set([0x00, 0x08, 0x10]);

/** data_coding: SMPP 3.4 §5.2.19 and the GSM groups of 3GPP TS 23.038 §4; the rest is reserved. */
const isKnownCoding = (coding: number): boolean =>
  coding >= 0xc0 || (coding >= 0x10 && coding <= 0x1b) || (coding <= 0x0e && coding !== 0x0b && coding !== 0x0c);
/** With a message class from 0x10 up. */
const UCS2 = new Set([0x08, 0x18, 0x19, 0x1a, 0x1b]);
const SEPTETS = new Set([0x00, 0x01, 0x10, 0x11, 0x12, 0x13, 0xf0, 0xf1, 0xf2, 0xf3]);
const OCTETS_OF_AN_SMS = 140;

const isSource = ({ ton, addr }: Address): boolean =>
  ton === TON_ALPHANUMERIC ? /^[ -~]{1,11}$/.test(addr) : addr === '' || NUMBER.test(addr);

/** Whether one short message has room for it: 140 octets, or 160 septets, less its header (3GPP TS 23.040 §9.2.3.16, .24). */
function fitsOneSms({ dataCoding }: SubmitSm, { udh, body }: UserData): boolean {
  const room = OCTETS_OF_AN_SMS - (udh?.length ?? 0);
  return body.length <= (SEPTETS.has(dataCoding) ? Math.floor((room * 8) / 7) : room);
}

const isWholeSar = ({ sar }: SubmitSm): boolean =>
  sar === undefined || (sar.reference !== undefined && sar.total !== undefined && sar.segment !== undefined);
const isSarInRange = ({ sar }: SubmitSm): boolean =>
  sar === undefined || (sar.segment! >= 1 && sar.segment! <= sar.total!);

/** In the order in which an SMSC would look at them. */
const RULES: readonly Rule[] = [
  { status: ESME.RINVSRCTON, holds: ({ source }) => source.ton <= 6 },
  { status: ESME.RINVSRCNPI, holds: ({ source }) => NPIS.has(source.npi) },
  { status: ESME.RINVSRCADR, holds: ({ source }) => isSource(source) },
  { status: ESME.RINVDSTTON, holds: ({ destination }) => destination.ton <= 6 && destination.ton !== TON_ALPHANUMERIC },
  { status: ESME.RINVDSTNPI, holds: ({ destination }) => NPIS.has(destination.npi) },
  { status: ESME.RINVDSTADR, holds: ({ destination }) => NUMBER.test(destination.addr) },
  { status: ESME.RINVESMCLASS, holds: ({ esmClass }) => TYPES_OF_AN_ESME.has(esmClass & MESSAGE_TYPE) },
  { status: ESME.RINVPRTFLG, holds: ({ priorityFlag }) => priorityFlag <= 4 },
  { status: ESME.RINVSCHED, holds: ({ scheduleDeliveryTime }) => TIME.test(scheduleDeliveryTime) },
  { status: ESME.RINVEXPIRY, holds: ({ validityPeriod }) => TIME.test(validityPeriod) },
  { status: ESME.RINVREGDLVFLG, holds: ({ registeredDelivery }) => registeredDelivery <= 0x1f },
  { status: ESME.RINVREPFLAG, holds: ({ replaceIfPresent }) => replaceIfPresent <= 1 },
  { status: ESME.RINVDCS, holds: ({ dataCoding }) => isKnownCoding(dataCoding) },
  {
    status: ESME.RTLVNOTALLWD,
    holds: ({ payload, shortMessage }) => payload === undefined || shortMessage.length === 0,
  },
  { status: ESME.RINVMSGLEN, holds: (_, { body }) => body.length > 0 },
  { status: ESME.RINVMSGLEN, holds: ({ dataCoding }, { body }) => !UCS2.has(dataCoding) || body.length % 2 === 0 },
  { status: ESME.RINVMSGLEN, holds: (submit, data) => submit.payload !== undefined || fitsOneSms(submit, data) },
  { status: ESME.RMISSINGTLV, holds: isWholeSar },
  { status: ESME.RINVTLVVAL, holds: isSarInRange },
];

/**
 * Looks at a `submit_sm` as a strict SMSC does: what is wrong with it must show here, not at the first real carrier.
 *
 * @returns the user data of a sound message, or the command_status of the first rule that it breaks.
 */
export function inspectSubmit(submit: SubmitSm): UserData | number {
  const data = userDataOf(submit);
  if (data === undefined) return ESME.RINVESMCLASS;
  for (const rule of RULES) if (!rule.holds(submit, data)) return rule.status;
  return data;
}
