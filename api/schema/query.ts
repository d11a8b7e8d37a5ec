/** The queries of the lists. Every value comes as text; a parameter that is not known is an error, as in a body. */
import { z } from 'zod';
import { parseRecipient } from '../../message/address';
import { isErrorCode } from '../../message/error';
import { fromPublic, type IdPrefix } from '../../message/id';
import { type Status, statuses } from '../../message/status';

/** Text that `read` understands; what it doesn't (undefined) is an error that says what was expected. */
export function readable<Value extends NonNullable<unknown>>(
  read: (text: string) => Value | undefined,
  expected: string,
) {
  return z
    .string({ error: 'This may be given once.' })
    .transform((text, context) => {
      const value = read(text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: `This must be ${expected}.`, params: { code: 'invalid_value' } });
      return z.NEVER;
    })
    .optional();
}

const words = (longest: number) =>
  readable((text) => (text.length > 0 && text.length <= longest ? text : undefined), `1 to ${longest} characters`);

export const id = (prefix: IdPrefix) =>
  readable((text) => fromPublic(prefix, text) ?? undefined, `an id such as ${prefix}_01J…`);

export const time = readable(
  (text) => (z.iso.datetime({ offset: true }).safeParse(text).success ? new Date(text) : undefined),
  'a time as in RFC 3339, such as 2027-01-31T09:30:00Z',
);

export const number = readable((text) => {
  const parsed = parseRecipient(text);
  return parsed.ok ? parsed.number : undefined;
}, 'a number such as +61412345678, with its + written %2B');

const statusList = readable(
  (text) => {
    const asked = text.split(',');
    const known = statuses.filter((status): status is Status => asked.includes(status));
    return known.length === new Set(asked).size ? known : undefined;
  },
  `one of ${statuses.join(', ')}, or several with commas`,
);

export const limit = readable((text) => {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= 100 ? number : undefined;
}, 'a whole number from 1 to 100').transform((value) => value ?? 20);

const flag = readable((text) => ({ true: true, false: false })[text], 'true or false');

type Cursors = { starting_after?: string | undefined; ending_before?: string | undefined };

/** A page goes one way. */
export function oneWay<Schema extends z.ZodType<Cursors>>(schema: Schema) {
  return schema.superRefine(({ starting_after, ending_before }, context) => {
    if (starting_after === undefined || ending_before === undefined) return;
    context.addIssue({
      code: 'custom',
      path: ['ending_before'],
      message: 'Give starting_after or ending_before, not both.',
      params: { code: 'conflict' },
    });
  });
}

export const messageListQuery = oneWay(
  z.strictObject({
    status: statusList,
    to: number,
    from: words(21),
    batch_id: id('bat'),
    carrier: words(32),
    country: words(2),
    error_code: readable((text) => (isErrorCode(text) ? text : undefined), 'one of the documented error codes'),
    tag: words(64),
    client_ref: words(128),
    'created[gte]': time,
    'created[lt]': time,
    limit,
    starting_after: id('msg'),
    ending_before: id('msg'),
  }),
);

export const batchListQuery = z.strictObject({ limit, starting_after: id('bat') });

/** `starting_after` is a row number. */
export const rejectionListQuery = z.strictObject({
  limit,
  starting_after: readable((text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined), 'the number of a row'),
});

export const batchQuery = z.strictObject({ atomic: flag });
export const noQuery = z.strictObject({});
