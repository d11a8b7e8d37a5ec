import { ESME } from './command-status';
import { fateOf } from './fate';
import type { Link } from './link';
import { perform } from './perform';
import { keepSilent, type Request, refuse } from './request';
import type { Smsc } from './smsc';
import { inspectSubmit } from './submit-rules';
import { decodeSubmitSm, type SubmitSm } from './submit-sm';

/** Takes in a `submit_sm`: window, rate, the rules of a strict SMSC, then what its number asks for. */
export function receiveSubmit(smsc: Smsc, link: Link, pdu: Buffer, sequence: number): void {
  const { settings } = smsc;
  countIn(smsc, link);
  const submit = decodeSubmitSm(pdu);
  if (typeof submit === 'number') {
    refuse(smsc, { link, sequence, submission: undefined }, submit);
    return;
  }
  const request = toRequest(smsc, link, submit, sequence);
  const refusal = refusalAtTheDoor(smsc, link);
  if (refusal !== undefined) {
    refuse(smsc, request, refusal);
    return;
  }
  const data = inspectSubmit(submit);
  if (typeof data === 'number') {
    refuse(smsc, request, data);
    return;
  }
  const fate = fateOf(submit.destination.addr, settings.mix, settings.receiptDelay);
  perform(smsc, { account: smsc.accountOf(link.bind!.systemId), request, submit, data, fate });
}

/** Reads a `submit_sm` while stalled: it is counted, and nothing ever comes of it. */
export function swallowSubmit(smsc: Smsc, link: Link, pdu: Buffer, sequence: number): void {
  countIn(smsc, link);
  const submit = decodeSubmitSm(pdu);
  const isReadable = typeof submit !== 'number';
  keepSilent(smsc, isReadable ? toRequest(smsc, link, submit, sequence) : { link, sequence, submission: undefined });
}

function countIn(smsc: Smsc, link: Link): void {
  smsc.tally.submits += 1;
  link.unanswered += 1;
  link.lastSubmitAt = smsc.schedule.now();
}

const toRequest = (smsc: Smsc, link: Link, submit: SubmitSm, sequence: number): Request => ({
  link,
  sequence,
  submission: smsc.recorder?.submitted(link.bind!, submit),
});

function refusalAtTheDoor(smsc: Smsc, link: Link): number | undefined {
  const { window } = smsc.settings;
  if (window > 0 && link.unanswered > window) return ESME.RMSGQFUL;
  return smsc.rate(link.lastSubmitAt) ? undefined : ESME.RTHROTTLED;
}
