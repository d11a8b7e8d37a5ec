/** What is written to /v1/suppressions: its body and its queries. */
import { z } from 'zod';
import { parseSender } from '../../message/sender';
import { recipient, sender } from './fields';
import { id, limit, number, oneWay, readable } from './query';

/** The body of POST /v1/suppressions. */
export const suppressionSchema = z.strictObject({
  recipient,
  sender: sender.optional().meta({ description: 'The sender to suppress; all senders of the account when left out.' }),
});

const suppressedSender = readable(
  (text) => (text === '*' || parseSender(text).ok ? text : undefined),
  'a sender such as ACME or +61412345678, with its + written %2B, or * for what holds for all senders',
);

export const suppressionListQuery = oneWay(
  z.strictObject({
    recipient: number,
    sender: suppressedSender,
    limit,
    starting_after: id('sup'),
    ending_before: id('sup'),
  }),
);

/** Which suppressions DELETE removes: those of a recipient, or the one for a sender. */
export const suppressionQuery = z
  .strictObject({ recipient: number, sender: suppressedSender })
  .required({ recipient: true });
