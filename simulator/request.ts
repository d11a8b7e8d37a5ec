import { ESME } from './command-status';
import type { Link } from './link';
import { COMMAND, encodeHeader, encodeSubmitSmResp, RESPONSE } from './pdu';
import type { Submission } from './recorder';
import type { Smsc } from './smsc';

/** A `submit_sm` that waits for its answer. */
export interface Request {
  readonly link: Link;
  readonly sequence: number;
  readonly submission: Submission | undefined;
}

/** Answers with the message's id. */
export function accept(smsc: Smsc, request: Request, messageId: string): void {
  answer(smsc, request, ESME.ROK, () => encodeSubmitSmResp(request.sequence, messageId));
}

/** Answers with an error: a header without a body (SMPP 3.4 §4.4.2). */
export function refuse(smsc: Smsc, request: Request, status: number): void {
  if (status === ESME.RTHROTTLED) smsc.tally.throttled += 1;
  else smsc.tally.refused += 1;
  answer(smsc, request, status, () => encodeHeader(COMMAND.submit_sm + RESPONSE, status, request.sequence));
}

/** Never answers. The window is not held against the ESME for it. */
export function keepSilent(smsc: Smsc, request: Request): void {
  smsc.tally.silent += 1;
  request.link.unanswered -= 1;
}

function answer(smsc: Smsc, request: Request, status: number, encode: () => Buffer): void {
  const send = (): void => {
    if (smsc.stalled) {
      request.link.unanswered -= 1;
      return;
    }
    if (request.submission !== undefined && request.link.isOpen()) request.submission.status = status;
    request.link.answerSubmit(encode());
  };
  if (smsc.settings.responseDelay === 0) send();
  else smsc.schedule.after(smsc.settings.responseDelay, send);
}
