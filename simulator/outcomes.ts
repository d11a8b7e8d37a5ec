import { ESME } from './command-status';
import type { ReceiptStateName } from './receipt-states';

/**
 * One step of what happens to a submitted message. Its time is `at` times the number's delay, plus `after` milliseconds,
 * counted from the submit (or from the `drop` before it).
 */
export type Step =
  /** Answers with the message's id. */
  | { readonly do: 'accept'; readonly at?: number; readonly after?: number }
  /** Answers with an error and ends the script; with `first`, only so many times for each message. */
  | { readonly do: 'refuse'; readonly status: number; readonly first?: number }
  /** Never answers. */
  | { readonly do: 'silence' }
  /** Closes the link without an answer, at its next quiet moment; the script goes on from there. */
  | { readonly do: 'drop' }
  /** Sends a receipt. */
  | {
      readonly do: 'receipt';
      readonly state: ReceiptStateName;
      readonly at?: number;
      readonly after?: number;
      readonly esmClass?: number;
    };

/** What becomes of the messages to a number. */
export interface Outcome {
  /** The `OO` of `+1500555OODD`. */
  readonly code: string;
  /** Its name in a mix. */
  readonly name: string;
  /** In words, for the help and the README. */
  readonly happens: string;
  readonly script: readonly Step[];
  /** How its message ids look; `text` unless it says otherwise. */
  readonly ids?: 'hex';
}

const accept: Step = { do: 'accept' };
const refuse = (status: number): Step => ({ do: 'refuse', status });
const receipt = (state: ReceiptStateName, when: { at?: number; after?: number; esmClass?: number } = {}): Step => ({
  do: 'receipt',
  state,
  at: 1,
  ...when,
});

/** A breath, in milliseconds: enough that two links of one client, too, see two steps in their order. */
const BREATH = 50;

/** All that can become of a message. The number table of the README and of `--help` is this one. */
export const OUTCOMES: readonly Outcome[] = [
  { code: '00', name: 'delivered', happens: 'delivered', script: [accept, receipt('DELIVRD')] },
  { code: '01', name: 'undelivered', happens: 'undelivered', script: [accept, receipt('UNDELIV')] },
  { code: '02', name: 'refused', happens: 'refused at submit (0x0B)', script: [refuse(ESME.RINVDSTADR)] },
  { code: '03', name: 'rejected', happens: 'REJECTD receipt', script: [accept, receipt('REJECTD')] },
  { code: '04', name: 'expired', happens: 'EXPIRED receipt', script: [accept, receipt('EXPIRED')] },
  { code: '05', name: 'none', happens: 'no receipt', script: [accept] },
  {
    code: '06',
    name: 'throttled',
    happens: 'throttled twice, then delivered',
    script: [{ do: 'refuse', status: ESME.RTHROTTLED, first: 2 }, accept, receipt('DELIVRD')],
  },
  {
    code: '07',
    name: 'intermediate',
    happens: 'ENROUTE, ACCEPTD, then delivered',
    script: [accept, receipt('ENROUTE', { at: 1 / 3 }), receipt('ACCEPTD', { at: 2 / 3 }), receipt('DELIVRD')],
  },
  {
    code: '08',
    name: 'disordered',
    happens: 'receipts twice and out of order: DELIVRD, ENROUTE, DELIVRD',
    script: [
      accept,
      receipt('DELIVRD'),
      receipt('ENROUTE', { after: BREATH, esmClass: 0x04 }),
      receipt('DELIVRD', { after: 2 * BREATH }),
    ],
  },
  {
    code: '09',
    name: 'read',
    happens: 'delivered, then read (user acknowledgement)',
    script: [accept, receipt('DELIVRD'), receipt('READ', { after: 4 * BREATH })],
  },
  { code: '10', name: 'syserr', happens: 'ESME_RSYSERR each time', script: [refuse(ESME.RSYSERR)] },
  { code: '11', name: 'silent', happens: 'submit_sm never answered, no receipt', script: [{ do: 'silence' }] },
  {
    code: '12',
    name: 'dropped',
    happens: 'link dropped after the submit arrived, receipt follows',
    script: [{ do: 'drop' }, receipt('DELIVRD')],
  },
  {
    code: '13',
    name: 'early',
    happens: 'DELIVRD receipt before the response',
    script: [receipt('DELIVRD'), { do: 'accept', at: 1, after: BREATH }],
  },
  { code: '14', name: 'deleted', happens: 'DELETED receipt', script: [accept, receipt('DELETED')] },
  {
    code: '15',
    name: 'hex',
    happens: 'id hex in the response, decimal in the receipt, delivered',
    script: [accept, receipt('DELIVRD')],
    ids: 'hex',
  },
];

/** The outcomes by their names. */
export const OUTCOMES_BY_NAME: ReadonlyMap<string, Outcome> = new Map(OUTCOMES.map((one) => [one.name, one]));
