import { type Account, openAccount } from './account';
import { createFirstRefusals, type FirstRefusals } from './first-refusals';
import type { Link } from './link';
import { createMessageIds, type MessageIds } from './message-ids';
import { createRateLimit, type RateLimit } from './rate-limit';
import { createRecorder, type Recorder } from './recorder';
import { createSchedule, type Schedule } from './schedule';
import type { Settings } from './settings';
import { createTally, type Tally } from './tally';

/** Everything that one simulator holds; the steps that a PDU goes through get it handed. */
export interface Smsc {
  readonly settings: Settings;
  readonly schedule: Schedule;
  readonly tally: Tally;
  readonly recorder: Recorder | undefined;
  readonly ids: MessageIds;
  readonly rate: RateLimit;
  readonly firstRefusals: FirstRefusals;
  readonly links: Set<Link>;
  readonly accounts: ReadonlyMap<string, Account>;
  /** The account of a system_id; it outlives its links, since receipts may be waiting in it. */
  accountOf(systemId: string): Account;
  /** It reads, but says nothing. */
  stalled: boolean;
  /** The command_status that every bind gets; undefined: binds are let in. */
  bindRefusal: number | undefined;
}

/** An SMSC with these settings, and no one bound. */
export function createSmsc(settings: Settings): Smsc {
  const accounts = new Map<string, Account>();
  const schedule = createSchedule();
  const tally = createTally();
  const smsc: Smsc = {
    settings,
    schedule,
    tally,
    recorder: settings.record ? createRecorder() : undefined,
    ids: createMessageIds(),
    rate: createRateLimit(settings.rate),
    firstRefusals: createFirstRefusals(),
    links: new Set(),
    accounts,
    accountOf(systemId) {
      const account =
        accounts.get(systemId) ??
        openAccount(systemId, { ...settings, schedule, tally, isStalled: () => smsc.stalled });
      accounts.set(systemId, account);
      return account;
    },
    stalled: false,
    bindRefusal: undefined,
  };
  return smsc;
}
