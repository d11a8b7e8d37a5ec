import { z } from 'zod';
import { idRuleNames } from '../message/carrier-id';
import { type Encoding, type LongMessages, maxParts, usualAlphabets } from '../message/text';
import { addressesSchema } from './addresses';
import { errorsExpected, errorsSchema } from './answers';
import { asciiText, decimalNumber, duration, fields, oneOf, textLike, textThat, wholeNumber } from './field';
import { receiptsSchema } from './receipts';
import { submitSchema } from './submit-options';
import { tlsSchema } from './tls';

/**
 * A carrier's quirks as data: what one entry under `carriers:` may say, what it means, and what holds when it says nothing.
 * The docs of the carriers file are generated from this schema. Files write snake_case and durations such as `10s`; the profile
 * made of them has camelCase and milliseconds.
 */

const alphabetNames = ['gsm7', 'latin1', 'ucs2'] as const satisfies readonly Encoding[];
const alphabetsExpected = 'a list of gsm7, latin1 and ucs2, each at most once and ucs2 last';
const alphabets = z
  .array(oneOf(alphabetNames), { error: alphabetsExpected })
  .refine((list) => list.at(-1) === 'ucs2' && new Set(list).size === list.length, { error: alphabetsExpected });

const longMessages = ['udh8', 'udh16', 'sar', 'payload'] as const satisfies readonly LongMessages[];
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const rebind = fields(
  {
    first: duration('10ms', '1h').prefault('1s').meta({ description: 'Wait after the first loss or refusal.' }),
    cap: duration('10ms', '24h').prefault('60s').meta({ description: 'The longest wait.' }),
  },
  { keys: ['first', 'cap'], holds: ({ first, cap }) => first <= cap, expected: 'a duration no shorter than first' },
);

const retry = fields(
  {
    attempts: wholeNumber(1, 100).default(4).meta({ description: 'Submits of one message before it is Failed.' }),
    first: duration('10ms', '24h').prefault('2s').meta({ description: 'Wait after the first refusal.' }),
    factor: decimalNumber(1, 100)
      .default(2)
      .meta({ description: 'Each further wait is this many times the one before.' }),
    cap: duration('10ms', '24h').prefault('5m').meta({ description: 'The longest wait.' }),
  },
  { keys: ['first', 'cap'], holds: ({ first, cap }) => first <= cap, expected: 'a duration no shorter than first' },
);

const messageIdExpected = `one of ${idRuleNames.join(', ')}, or a list of them`;
const messageId = z
  .union([oneOf(idRuleNames), z.array(oneOf(idRuleNames)).min(1, { error: messageIdExpected })], {
    error: messageIdExpected,
  })
  .refine((rule) => !(rule.includes('hex_response') && rule.includes('decimal_response')), {
    error: 'hex_response or decimal_response, not both',
  });

/** The price of one part. */
export const priceSchema = fields({
  amount: textLike(/^\d{1,6}(\.\d{1,6})?$/, 'a decimal in quotes, such as "0.0450"').meta({
    description: 'Price of one part, with at most 6 decimals.',
  }),
  currency: textThat((code) => currencies.has(code), 'an ISO 4217 code, such as AUD').meta({
    description: 'ISO 4217 code.',
  }),
});

/** The messages table holds prices below a million. */
const priceLimit = 1_000_000;

/** One carrier of the carriers file: unknown keys are errors, and so is any value that its field can't hold. */
export const carrierSchema = fields(
  {
    host: textLike(/^[A-Za-z0-9._:-]{1,253}$/, 'a host name or an IP address').meta({
      description: 'Where the SMSC listens.',
    }),
    port: wholeNumber(1, 65535).meta({ description: 'Its port; 2775 is usual.' }),
    tls: tlsSchema.default(false).meta({
      description:
        'SMPP over TLS. The certificate of the carrier is always verified. Files are relative to the carriers file.',
    }),
    system_id: asciiText(1, 15).meta({ description: 'Our name at the carrier (SMPP 3.4 §5.2.1).' }),
    password: asciiText(0, 16).meta({
      description:
        'SMPP 3.4 §5.2.2 ends passwords at 8 characters; up to 16 are taken for carriers that issue longer ones.',
    }),
    system_type: asciiText(0, 12).default('').meta({ description: 'As the carrier asks for it; mostly empty.' }),
    address_range: asciiText(0, 40)
      .default('')
      .meta({ description: 'Addresses a receiver takes messages for; mostly empty.' }),
    interface_version: z
      .union([z.literal(0x34), z.literal(0x50)], { error: '0x34 or 0x50' })
      .default(0x34)
      .meta({ expected: '0x34 or 0x50', written: '0x34', description: 'SMPP 3.4 or 5.0.' }),
    bind: oneOf(['transceiver', 'pair']).default('transceiver').meta({
      description: '`transceiver`: one session both ways. `pair`: a transmitter and a receiver.',
    }),
    binds: wholeNumber(1, 100).default(1).meta({
      description: 'Binds (or pairs) that the carrier allows us, over all hosts. No more will ever exist.',
    }),
    window: wholeNumber(1, 10_000).default(50).meta({ description: '`submit_sm` without an answer yet, per bind.' }),
    response_timeout: duration('100ms', '10m').prefault('10s').meta({
      description: 'How long an answer may take. A `submit_sm` without one is in doubt.',
    }),
    enquire_link: duration('100ms', '1h')
      .prefault('30s')
      .meta({ description: 'Silence after which we ask whether the link lives.' }),
    bind_timeout: duration('100ms', '10m')
      .prefault('10s')
      .meta({ description: 'How long connecting and binding may take.' }),
    rebind: rebind.prefault({}).meta({ description: 'Waits between attempts to bind, with jitter.' }),
    tps: wholeNumber(0, 100_000).default(0).meta({ description: 'Parts a second over all binds; 0 = unlimited.' }),
    validity: duration('1s', '30d')
      .prefault('24h')
      .meta({ description: 'How long a message is worth delivering, unless the sender says.' }),
    message_id: messageId.default('text').meta({
      expected: messageIdExpected,
      description: 'How ids in receipts differ from those in `submit_sm_resp`.',
    }),
    long_messages: oneOf(longMessages)
      .default('udh8')
      .meta({ description: 'How the parts of a long message are marked.' }),
    max_segments: wholeNumber(1, maxParts).default(10).meta({ description: 'Most parts of one message.' }),
    alphabets: alphabets.default([...usualAlphabets]).meta({
      expected: alphabetsExpected,
      description:
        'What the carrier takes, in the order to try: a text goes out in the first that has all its characters.',
    }),
    data_coding: fields({
      gsm7: wholeNumber(0, 255).default(0).meta({ description: 'For GSM 03.38 text.' }),
      latin1: wholeNumber(0, 255).default(3).meta({ description: 'For Latin-1 text.' }),
      ucs2: wholeNumber(0, 255).default(8).meta({ description: 'For UCS-2 text.' }),
    })
      .prefault({})
      .meta({ description: 'The `data_coding` of our texts (SMPP 3.4 §5.2.19).' }),
    addresses: addressesSchema
      .prefault({})
      .meta({ description: 'How senders and recipients are marked (SMPP 3.4 §5.2.5, §5.2.6).' }),
    submit: submitSchema.prefault({}).meta({ description: 'What else stands in every `submit_sm`.' }),
    in_doubt: fields({
      after: duration('100ms', '30d').prefault('5m').meta({ description: 'How long its receipt is waited for.' }),
      policy: oneOf(['unknown', 'resend']).default('unknown').meta({
        description: '`unknown`: call it Unknown. `resend`: send it again, marked as a possible duplicate.',
      }),
    })
      .prefault({})
      .meta({ description: 'A message that went out and got no answer.' }),
    receipts: receiptsSchema.prefault({}).meta({ description: 'How receipts are written, and waited for.' }),
    retry: retry.prefault({}).meta({ description: 'After a temporary refusal.' }),
    failover_after: duration('1s', '24h').prefault('60s').meta({
      description:
        'A carrier without a bind, or refusing everything, for so long hands its waiting messages to the next carrier of their route.',
    }),
    throttle_pause: duration('10ms', '1h')
      .prefault('1s')
      .meta({ description: 'Pause of a bind that was told to slow down.' }),
    errors: errorsSchema.prefault({}).meta({
      expected: errorsExpected,
      description: 'What a `command_status` means at this carrier, where it differs from the usual.',
    }),
    price: priceSchema.nullable().default(null).meta({ description: 'What one part costs.' }),
  },
  {
    keys: ['alphabets', 'submit'],
    holds: ({ alphabets, submit }) => submit.messageClass === 'none' || !alphabets.includes('latin1'),
    expected: 'message_class none with the alphabet latin1, for which 3GPP TS 23.038 has no class',
  },
  {
    keys: ['max_segments', 'price'],
    holds: ({ price, max_segments }) => price === null || Number(price.amount) * max_segments < priceLimit,
    expected: `less than ${priceLimit} for max_segments parts`,
  },
);

/** What the rest of the code gets of a carrier: durations in milliseconds, keys in camelCase. */
export type CarrierProfile = z.output<typeof carrierSchema> & { readonly name: string };

/** `tls` of a profile: off, or on with the files named (all optional). */
export type TlsFiles = Exclude<CarrierProfile['tls'], false>;

/** Names a carrier may have: they become queue names and stand in URLs. */
export const carrierName = /^[a-z0-9][a-z0-9-]{0,30}$/;
