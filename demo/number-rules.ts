/** What a simulator's number asks for, as the contract says it: the demo's yardstick, independent of the simulator's code. */
import type { Status } from '../message/status';

export interface NumberRule {
  /** The `OO` of `+1500555OODD`. */
  readonly code: string;
  readonly happens: string;
  /** The status in which the message has to end. */
  readonly status: Status;
}

export const numberRules = [
  { code: '00', happens: 'delivered', status: 'delivered' },
  { code: '01', happens: 'undelivered', status: 'undelivered' },
  { code: '02', happens: 'refused at submit (0x0B)', status: 'rejected' },
  { code: '03', happens: 'REJECTD receipt', status: 'rejected' },
  { code: '04', happens: 'EXPIRED receipt', status: 'expired' },
  { code: '05', happens: 'no receipt', status: 'unknown' },
  { code: '06', happens: 'throttled twice, then delivered', status: 'delivered' },
  { code: '07', happens: 'ENROUTE, ACCEPTD, then delivered', status: 'delivered' },
  { code: '08', happens: 'receipts twice and out of order', status: 'delivered' },
  { code: '09', happens: 'delivered, then read', status: 'read' },
  { code: '10', happens: 'ESME_RSYSERR each time', status: 'failed' },
  { code: '11', happens: 'submit_sm never answered, no receipt', status: 'unknown' },
  { code: '12', happens: 'link dropped after the submit arrived, receipt follows', status: 'delivered' },
  { code: '13', happens: 'receipt before the response', status: 'delivered' },
  { code: '14', happens: 'DELETED receipt', status: 'failed' },
  { code: '15', happens: 'id hex in the response, decimal in the receipt', status: 'delivered' },
] as const satisfies readonly NumberRule[];

export type OutcomeCode = (typeof numberRules)[number]['code'];

const byCode: ReadonlyMap<string, NumberRule> = new Map(numberRules.map((rule) => [rule.code, rule]));

/** The rule of a number in E.164, or null where it is none of `+1500555OODD`. */
export function ruleOf(number: string): NumberRule | null {
  const [, code = ''] = /^\+1500555(\d\d)\d\d$/.exec(number) ?? [];
  return byCode.get(code) ?? null;
}

/** The number that asks for an outcome after so many seconds (0 to 99). */
export function numberFor(code: OutcomeCode, seconds: number): string {
  return `+1500555${code}${`${seconds}`.padStart(2, '0')}`;
}
