/** The query of GET /v1/inbound. */
import { z } from 'zod';
import { id, limit, oneWay, readable, time } from './query';

/** As the list shows it: handsets and our own numbers have more shapes than what can be sent to. */
const address = readable(
  (text) => (/^[\x21-\x7e][\x20-\x7e]{0,63}$/.test(text) ? text : undefined),
  'a number as it is shown, with its + written %2B',
);

export const inboundListQuery = oneWay(
  z.strictObject({
    from: address,
    to: address,
    'created[gte]': time,
    'created[lt]': time,
    limit,
    starting_after: id('inb'),
    ending_before: id('inb'),
  }),
);
