import { type Mix, ORDINARY_MIX, parseMix } from './mix';

/** What a simulator can be told; everything has a default. Times are in milliseconds, 0 means no limit where it says so. */
export interface SimulatorOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** The only system_id it lets in; any, when not given. */
  systemId?: string;
  /** The only password it lets in; any, when not given. */
  password?: string;
  /** Unanswered submits that a link may have; more are refused with ESME_RMSGQFUL. 0: no limit (default). */
  window?: number;
  /** Parts a second over all binds; more are refused with ESME_RTHROTTLED. 0: no limit (default). */
  rate?: number;
  /** Binds that a system_id may have; more are refused with ESME_RALYBND. 0: no limit (default). */
  maxBinds?: number;
  /** From a submit to its answer. Default 0. */
  responseDelay?: number;
  /** From the answer to the final receipt, for numbers of the mix. Default 1000. */
  receiptDelay?: number;
  /** What becomes of other numbers than +1500555OODD: `name=weight,…`. */
  mix?: string;
  /** Another seed deals other fates to the numbers of the mix. Default 1. */
  seed?: number;
  /** Unacknowledged deliver_sm that a link may have. Default 1000. */
  receiptWindow?: number;
  /** Until a deliver_sm without an answer is sent again. Default 10,000. */
  receiptTimeout?: number;
  /** Until a refused or lost deliver_sm is sent again. Default 1000. */
  receiptRetry?: number;
  /** Tries of a deliver_sm before it is given up. Default 100. */
  receiptTries?: number;
  /** Whether receipts carry the TLVs receipted_message_id and message_state. Default true. */
  receiptTlvs?: boolean;
  /** Period of the simulator's own enquire_link; a link that doesn't answer within one is closed. 0: none (default). */
  enquireLink?: number;
  /** Keep every submit in memory, for `submissions()` and the counts of `stats()`. Default false. */
  record?: boolean;
  /** Where lines about links and binds go; never numbers or texts. Default: nowhere. */
  log?: (line: string) => void;
}

/** All options, with their defaults. */
export type Settings = Required<Omit<SimulatorOptions, 'systemId' | 'password' | 'mix' | 'seed'>> & {
  readonly systemId: string | undefined;
  readonly password: string | undefined;
  readonly mix: Mix;
};

/** The defaults of all options that have one. */
export const DEFAULTS = {
  host: '127.0.0.1',
  port: 0,
  window: 0,
  rate: 0,
  maxBinds: 0,
  responseDelay: 0,
  receiptDelay: 1000,
  mix: ORDINARY_MIX,
  seed: 1,
  receiptWindow: 1000,
  receiptTimeout: 10_000,
  receiptRetry: 1000,
  receiptTries: 100,
  receiptTlvs: true,
  enquireLink: 0,
  record: false,
} as const satisfies SimulatorOptions;

/** Fills in the defaults. Throws a RangeError for a mix that is none: a caller that takes it from a user checks it first. */
export function toSettings(options: SimulatorOptions): Settings {
  const parsed = parseMix(options.mix ?? DEFAULTS.mix, options.seed ?? DEFAULTS.seed);
  if (parsed.kind === 'error') throw new RangeError(parsed.error);
  return {
    log: () => {},
    ...DEFAULTS,
    ...options,
    systemId: options.systemId,
    password: options.password,
    mix: parsed.mix,
  };
}
