import type { ErrorCode } from './error';

/**
 * What a carrier's answer means: `command_status` → what to do, as data (SMPP 3.4 §5.1.3, SMPP 5.0 §4.7.6).
 *
 * An answer in the table is certain: any status but ESME_ROK says that the carrier does not have the message, so trying again cannot
 * duplicate it. No answer at all is another matter and never comes here.
 */
export type SubmitKind =
  /** The carrier has it. */
  | 'accepted'
  /** It would refuse the same message again: Rejected. */
  | 'rejected'
  /** Our own fault: Failed, and someone must look. */
  | 'failed'
  /** Not now: back to Queued with backoff, a few times, then Failed. */
  | 'temporary'
  /** Too fast: back to Queued, slow the bind down. */
  | 'throttled'
  /** The carrier doesn't say whether trying again helps: once or twice, then Failed. */
  | 'ambiguous'
  /** The session is not what we think it is: rebind, back to Queued. */
  | 'session'
  /** It tried in the same breath and could not deliver: Undelivered. */
  | 'undelivered';

export type RefusalKind = Exclude<SubmitKind, 'accepted'>;

interface Accepted {
  readonly kind: 'accepted';
  readonly code: null;
  readonly name: 'ESME_ROK';
  readonly alarm: false;
  readonly counted: true;
}

export interface Refusal {
  readonly kind: RefusalKind;
  readonly code: ErrorCode;
  /** The status as the specification names it, or `0x0000045b` where it has no name. */
  readonly name: string;
  /** Someone on the operator's side must look. */
  readonly alarm: boolean;
  /** Counts as one of the message's attempts. */
  readonly counted: boolean;
}

export type SubmitOutcome = Accepted | Refusal;

/** One row of a carrier's own table: another kind, and optionally another error code, for a status. */
export type SubmitOverride = RefusalKind | { readonly kind: RefusalKind; readonly code?: ErrorCode | undefined };

/** Keys are statuses in decimal or hex: `1105`, `'1105'`, `'0x451'`. */
export type SubmitOverrides = Readonly<Record<string | number, SubmitOverride>>;

type Row = readonly [status: number, name: string, kind: RefusalKind, code: ErrorCode];

const refusals: readonly Row[] = [
  [0x01, 'ESME_RINVMSGLEN', 'rejected', 'invalid_content'],
  [0x02, 'ESME_RINVCMDLEN', 'failed', 'invalid_request_to_carrier'], // in a generic_nack: suspect the framing and rebind
  [0x03, 'ESME_RINVCMDID', 'failed', 'invalid_request_to_carrier'], // in a generic_nack: suspect the framing and rebind
  [0x04, 'ESME_RINVBNDSTS', 'session', 'carrier_unavailable'],
  [0x05, 'ESME_RALYBND', 'ambiguous', 'carrier_error'], // answers a bind; makes no sense for a submit_sm
  [0x06, 'ESME_RINVPRTFLG', 'rejected', 'carrier_rejected'],
  [0x07, 'ESME_RINVREGDLVFLG', 'rejected', 'carrier_rejected'],
  [0x08, 'ESME_RSYSERR', 'temporary', 'carrier_error'],
  [0x0a, 'ESME_RINVSRCADR', 'rejected', 'sender_not_allowed'],
  [0x0b, 'ESME_RINVDSTADR', 'rejected', 'invalid_number'],
  [0x0c, 'ESME_RINVMSGID', 'ambiguous', 'carrier_error'], // answers query_sm and cancel_sm
  [0x0d, 'ESME_RBINDFAIL', 'temporary', 'carrier_login_refused'], // the login statuses answer a bind; some carriers
  [0x0e, 'ESME_RINVPASWD', 'temporary', 'carrier_login_refused'], // send them to a submit_sm when they suspend an
  [0x0f, 'ESME_RINVSYSID', 'temporary', 'carrier_login_refused'], // account in mid-session
  [0x11, 'ESME_RCANCELFAIL', 'ambiguous', 'carrier_error'], // answers cancel_sm
  [0x13, 'ESME_RREPLACEFAIL', 'ambiguous', 'carrier_error'], // answers replace_sm
  [0x14, 'ESME_RMSGQFUL', 'throttled', 'carrier_throttled'],
  [0x15, 'ESME_RINVSERTYP', 'rejected', 'carrier_rejected'],
  [0x33, 'ESME_RINVNUMDESTS', 'rejected', 'carrier_rejected'],
  [0x34, 'ESME_RINVDLNAME', 'rejected', 'carrier_rejected'],
  [0x40, 'ESME_RINVDESTFLAG', 'rejected', 'carrier_rejected'],
  [0x42, 'ESME_RINVSUBREP', 'rejected', 'carrier_rejected'],
  [0x43, 'ESME_RINVESMCLASS', 'rejected', 'carrier_rejected'],
  [0x44, 'ESME_RCNTSUBDL', 'rejected', 'carrier_rejected'],
  [0x45, 'ESME_RSUBMITFAIL', 'ambiguous', 'carrier_unspecified'],
  [0x48, 'ESME_RINVSRCTON', 'rejected', 'sender_not_allowed'],
  [0x49, 'ESME_RINVSRCNPI', 'rejected', 'sender_not_allowed'],
  [0x50, 'ESME_RINVDSTTON', 'rejected', 'invalid_number'],
  [0x51, 'ESME_RINVDSTNPI', 'rejected', 'invalid_number'],
  [0x53, 'ESME_RINVSYSTYP', 'temporary', 'carrier_login_refused'],
  [0x54, 'ESME_RINVREPFLAG', 'rejected', 'carrier_rejected'],
  [0x55, 'ESME_RINVNUMMSGS', 'rejected', 'carrier_rejected'],
  [0x58, 'ESME_RTHROTTLED', 'throttled', 'carrier_throttled'],
  [0x61, 'ESME_RINVSCHED', 'rejected', 'carrier_rejected'],
  [0x62, 'ESME_RINVEXPIRY', 'rejected', 'carrier_rejected'],
  [0x63, 'ESME_RINVDFTMSGID', 'rejected', 'carrier_rejected'],
  [0x64, 'ESME_RX_T_APPN', 'temporary', 'carrier_error'],
  [0x65, 'ESME_RX_P_APPN', 'rejected', 'carrier_rejected'],
  [0x66, 'ESME_RX_R_APPN', 'rejected', 'carrier_rejected'],
  [0x67, 'ESME_RQUERYFAIL', 'ambiguous', 'carrier_error'], // answers query_sm
  [0xc0, 'ESME_RINVOPTPARSTREAM', 'rejected', 'carrier_rejected'],
  [0xc1, 'ESME_ROPTPARNOTALLWD', 'rejected', 'carrier_rejected'],
  [0xc2, 'ESME_RINVPARLEN', 'rejected', 'carrier_rejected'],
  [0xc3, 'ESME_RMISSINGOPTPARAM', 'rejected', 'carrier_rejected'],
  [0xc4, 'ESME_RINVOPTPARAMVAL', 'rejected', 'carrier_rejected'],
  [0xfe, 'ESME_RDELIVERYFAILURE', 'undelivered', 'undeliverable'],
  [0xff, 'ESME_RUNKNOWNERR', 'ambiguous', 'carrier_unspecified'],
  // SMPP 5.0
  [0x100, 'ESME_RSERTYPUNAUTH', 'rejected', 'content_blocked'],
  [0x101, 'ESME_RPROHIBITED', 'rejected', 'content_blocked'],
  [0x102, 'ESME_RSERTYPUNAVAIL', 'temporary', 'carrier_error'],
  [0x103, 'ESME_RSERTYPDENIED', 'rejected', 'content_blocked'],
  [0x104, 'ESME_RINVDCS', 'rejected', 'invalid_content'],
  [0x105, 'ESME_RINVSRCADDRSUBUNIT', 'rejected', 'sender_not_allowed'],
  [0x106, 'ESME_RINVDSTADDRSUBUNIT', 'rejected', 'invalid_number'],
];

/** Kinds that say nothing about this message, so they don't use up its attempts. */
const uncounted: ReadonlySet<RefusalKind> = new Set(['throttled', 'session']);
/** Reasons that stay until someone on our side acts. */
const alarming: ReadonlySet<ErrorCode> = new Set([
  'invalid_request_to_carrier',
  'carrier_login_refused',
  'insufficient_credit',
]);

/** What a profile's override means where it names no code of its own. */
const codeOfKind: Readonly<Record<RefusalKind, ErrorCode>> = {
  rejected: 'carrier_rejected',
  failed: 'carrier_unspecified',
  temporary: 'carrier_error',
  throttled: 'carrier_throttled',
  ambiguous: 'carrier_unspecified',
  session: 'carrier_unavailable',
  undelivered: 'undeliverable',
};

const accepted: Accepted = { kind: 'accepted', code: null, name: 'ESME_ROK', alarm: false, counted: true };
const refusalOf: ReadonlyMap<number, Refusal> = new Map(
  refusals.map(([status, name, kind, code]) => [status, refusal(name, kind, code)]),
);

function refusal(name: string, kind: RefusalKind, code: ErrorCode, alarm = alarming.has(code)): Refusal {
  return { kind, code, name, alarm, counted: !uncounted.has(kind) };
}

/** The name of a `command_status`: `ESME_RTHROTTLED`, or its hex digits where the specification gives none. */
export function commandStatusName(status: number): string {
  if (status === 0) return accepted.name;
  return refusalOf.get(status)?.name ?? `0x${(status >>> 0).toString(16).padStart(8, '0')}`;
}

/**
 * What to do after a `submit_sm_resp` (or a `generic_nack` that settles a submit_sm) with this status.
 * `overrides` is the carrier's own table and wins, but ESME_ROK is always accepted.
 */
export function classifySubmit(commandStatus: number, overrides: SubmitOverrides = {}): SubmitOutcome {
  if (commandStatus === 0) return accepted;
  for (const [key, override] of Object.entries(overrides)) {
    if (Number(key) !== commandStatus) continue;
    const row = typeof override === 'string' ? { kind: override } : override;
    return refusal(commandStatusName(commandStatus), row.kind, row.code ?? codeOfKind[row.kind]);
  }
  return refusalOf.get(commandStatus) ?? unlisted(commandStatus);
}

/** Statuses outside the table. 0x4A–0x4F lie among the address errors; 0x400 and up are the carrier's own (SMPP 3.4 §5.1.3). */
function unlisted(status: number): Refusal {
  const name = commandStatusName(status);
  const addressError = status >= 0x4a && status <= 0x4f;
  if (addressError || status >= 0x400) return refusal(name, 'rejected', 'carrier_rejected');
  // Reserved: no one can say what it means, so try again a little and have someone look.
  return refusal(name, 'ambiguous', 'carrier_unspecified', true);
}

/**
 * What to do after a `bind_*_resp`:
 * `credentials` and `refused`: long capped backoff; `already_bound`: the carrier still holds our former session, wait for it to notice;
 * `temporary`: ordinary backoff.
 */
export type BindKind = 'ok' | 'credentials' | 'already_bound' | 'temporary' | 'refused';

export interface BindOutcome {
  readonly kind: BindKind;
  readonly name: string;
  readonly alarm: boolean;
}

const bindKinds: ReadonlyMap<number, BindKind> = new Map([
  [0x00, 'ok'], // ESME_ROK
  [0x04, 'temporary'], // ESME_RINVBNDSTS
  [0x05, 'already_bound'], // ESME_RALYBND
  [0x08, 'temporary'], // ESME_RSYSERR
  [0x0d, 'credentials'], // ESME_RBINDFAIL
  [0x0e, 'credentials'], // ESME_RINVPASWD
  [0x0f, 'credentials'], // ESME_RINVSYSID
  [0x14, 'temporary'], // ESME_RMSGQFUL
  [0x45, 'temporary'], // ESME_RSUBMITFAIL
  [0x53, 'credentials'], // ESME_RINVSYSTYP
  [0x58, 'temporary'], // ESME_RTHROTTLED
  [0x64, 'temporary'], // ESME_RX_T_APPN
  [0xff, 'temporary'], // ESME_RUNKNOWNERR
]);

/** Bind outcomes that waiting alone does not cure. */
const bindAlarms: ReadonlySet<BindKind> = new Set(['credentials', 'refused']);

/** What to do after a bind answered with this status; one that no bind should have is `refused`. */
export function classifyBind(commandStatus: number): BindOutcome {
  const kind = bindKinds.get(commandStatus) ?? 'refused';
  return { kind, name: commandStatusName(commandStatus), alarm: bindAlarms.has(kind) };
}
