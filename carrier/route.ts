import { z } from 'zod';
import { fields, oneOf, textLike, wholeNumber } from './field';
import { carrierName, priceSchema } from './profile';

/** One entry under `routes:` of the carriers file, as data: which messages it is for and which carriers may have them. */

export const priorities = ['urgent', 'normal', 'bulk'] as const;
export type Priority = (typeof priorities)[number];

/** One value or a list; read, always a list. */
function oneOrMore<Text extends string>(item: z.ZodType<Text, string>, expected: string) {
  return z
    .preprocess(
      (value) => (Array.isArray(value) ? value : [value]),
      z.array(item, { error: expected }).min(1, { error: expected }),
    )
    .meta({ expected: `${expected}, or a list` });
}

const name = (what: string) => oneOrMore(textLike(/^\P{Cc}{1,64}$/u, `${what} in quotes, or "*"`), `${what}, or "*"`);

const match = fields({
  prefix: oneOrMore(textLike(/^\+\d{1,15}$/, 'a prefix in quotes, such as "+61"'), 'a prefix in quotes, such as "+61"')
    .optional()
    .meta({ description: 'How the recipient begins.' }),
  country: oneOrMore(
    textLike(/^[A-Z]{2}$/, 'a country code in quotes, such as "AU"'),
    'a country code in quotes, such as "AU"',
  )
    .optional()
    .meta({ description: 'Country of the recipient (ISO 3166 alpha-2).' }),
  sender: name('a sender').optional().meta({ description: 'Sender, letter for letter.' }),
  account: name('an account').optional().meta({ description: 'Name of the account that sends.' }),
  priority: oneOrMore(oneOf(priorities), `one of ${priorities.join(', ')}`)
    .optional()
    .meta({ description: 'Priority of the message.' }),
});

const carrier = textLike(carrierName, 'the name of a carrier');
const weighted = fields({ name: carrier, weight: wholeNumber(1, 1000) });
const carriersExpected = 'names of carriers in the order to try, or { name, weight } for each';

export const routeSchema = fields({
  match: match.prefault({}).meta({ description: 'All of it must hold; what is left out, or "*", always does.' }),
  carriers: z
    .union(
      [z.array(carrier).min(1, { error: carriersExpected }), z.array(weighted).min(1, { error: carriersExpected })],
      { error: carriersExpected },
    )
    .refine((list) => new Set(list.map(nameOf)).size === list.length, { error: 'each carrier once' })
    .meta({ expected: carriersExpected, description: 'Tried in this order, or in an order drawn by weight.' }),
  price: priceSchema
    .nullable()
    .default(null)
    .meta({ description: "What one part costs by this route, instead of the carrier's own price." }),
  on_rejected: oneOf(['reject', 'next']).default('reject').meta({
    description:
      '`next`: a message of one part that a carrier refuses for good goes to the next of the carriers. `reject`: it is Rejected.',
  }),
});

export type Route = z.output<typeof routeSchema>;
export type WeightedCarrier = z.output<typeof weighted>;

/** The name in an entry of `carriers`. */
export function nameOf(entry: string | WeightedCarrier): string {
  return typeof entry === 'string' ? entry : entry.name;
}
