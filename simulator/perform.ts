import type { Account } from './account';
import { dropWhenQuiet } from './drop';
import type { Fate } from './fate';
import { identityOf, type Message, toMessage } from './message';
import type { Step } from './outcomes';
import { encodeReceipt } from './receipt';
import { asksForReceipt, RECEIPT_STATES } from './receipt-states';
import { accept, keepSilent, type Request, refuse } from './request';
import type { Smsc } from './smsc';
import type { SubmitSm } from './submit-sm';
import type { UserData } from './user-data';

/** A sound `submit_sm` and what is to become of it. */
export interface Part {
  readonly account: Account;
  readonly request: Request;
  readonly submit: SubmitSm;
  readonly data: UserData;
  readonly fate: Fate;
}

type ReceiptStep = Extract<Step, { do: 'receipt' }>;

/** Plays the script of the part's outcome. */
export function perform(smsc: Smsc, part: Part): void {
  play(smsc, part, 0, undefined);
}

function play(smsc: Smsc, part: Part, from: number, taken: Message | undefined): void {
  const { request, fate } = part;
  const { script } = fate.outcome;
  let message = taken;
  for (let index = from; index < script.length; index++) {
    const step = script[index]!;
    switch (step.do) {
      case 'refuse':
        if (isOver(smsc, part, step.first)) break;
        refuse(smsc, request, step.status);
        return;
      case 'silence':
        keepSilent(smsc, request);
        return;
      case 'drop': {
        const arrived = take(smsc, part);
        dropWhenQuiet(smsc.schedule, request.link, () => play(smsc, part, index + 1, arrived));
        return;
      }
      case 'accept': {
        message ??= take(smsc, part);
        const { inResponse } = message.id;
        const wait = waitOf(step, fate);
        if (wait === 0) accept(smsc, request, inResponse);
        else smsc.schedule.after(wait, () => accept(smsc, request, inResponse));
        break;
      }
      case 'receipt':
        message ??= take(smsc, part);
        sendReceipt(smsc, part, message, step);
        break;
    }
  }
}

/** Whether a refusal meant for the first few submits of a message is over. */
const isOver = (smsc: Smsc, { submit, data }: Part, first: number | undefined): boolean =>
  first !== undefined && !smsc.firstRefusals.refuse(identityOf(submit, data), first);

const waitOf = (step: { at?: number; after?: number }, { delay }: Fate): number =>
  (step.at ?? 0) * delay + (step.after ?? 0);

/** Makes the submit a message with an id. */
function take(smsc: Smsc, { request, submit, data, fate }: Part): Message {
  const id = fate.outcome.ids === 'hex' ? smsc.ids.hex() : smsc.ids.text();
  smsc.tally.accepted += 1;
  if (request.submission !== undefined) smsc.recorder?.taken(request.submission, id.inResponse);
  return toMessage(submit, data, id);
}

/** Sends a receipt when it is due, if the message asked for one. */
function sendReceipt(smsc: Smsc, { account, fate }: Part, message: Message, step: ReceiptStep): void {
  if (!asksForReceipt(message.registeredDelivery, RECEIPT_STATES[step.state].kind)) return;
  const { tally, settings } = smsc;
  tally.receiptsPending += 1;
  smsc.schedule.after(settings.responseDelay + waitOf(step, fate), () => {
    const receipt = { message, state: step.state, esmClass: step.esmClass, doneAt: Date.now() };
    account.post({
      kind: 'receipt',
      tries: 0,
      sentAt: 0,
      encode: (sequence) => encodeReceipt(receipt, sequence, settings.receiptTlvs),
      done: (end) => {
        tally.receiptsPending -= 1;
        if (end === 'acknowledged') tally.receiptsAcknowledged += 1;
        else tally.receiptsAbandoned += 1;
      },
    });
  });
}
