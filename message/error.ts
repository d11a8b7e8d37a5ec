/**
 * The stable error vocabulary: why a message was not delivered, in words a sender can act on.
 * A code, once published, keeps its meaning; new reasons get new codes.
 */

/** Whose side the reason is on. */
export type ErrorCategory = 'recipient' | 'sender' | 'content' | 'carrier' | 'platform';

export interface ErrorFacts {
  readonly category: ErrorCategory;
  /** True when sending the same message again would end the same way. */
  readonly permanent: boolean;
  /** What happened, in one sentence. */
  readonly message: string;
  /** What the sender, or support, can do about it. */
  readonly action: string;
}

export const errors = {
  // Recipient
  invalid_number: {
    category: 'recipient',
    permanent: true,
    message: 'The number is not one that the carrier can deliver to.',
    action: 'Check the number and remove it from your list if it is wrong.',
  },
  unknown_subscriber: {
    category: 'recipient',
    permanent: true,
    message: 'The number is not assigned to any subscriber.',
    action: 'Remove the number from your list.',
  },
  absent_subscriber: {
    category: 'recipient',
    permanent: false,
    message: 'The handset was switched off or out of coverage for as long as the carrier tried.',
    action: 'Send again later.',
  },
  recipient_opted_out: {
    category: 'recipient',
    permanent: true,
    message: 'The recipient has opted out of messages from this sender.',
    action: 'Do not message this number until the recipient opts in again.',
  },
  undeliverable: {
    category: 'recipient',
    permanent: false,
    message: 'The carrier reports that it could not deliver the message.',
    action: 'Check the number, and send again later if it is right; carrier_code says what the carrier saw.',
  },
  barred: {
    category: 'recipient',
    permanent: true,
    message: 'The subscription of the recipient, or the route to it, is barred from receiving this message.',
    action: 'Ask support to take it up with the carrier, or reach the recipient another way.',
  },

  // Sender
  sender_not_allowed: {
    category: 'sender',
    permanent: true,
    message: 'The carrier does not accept this sender address.',
    action: 'Register the sender with the carrier, or send from another one.',
  },

  // Content
  content_blocked: {
    category: 'content',
    permanent: true,
    message: 'The carrier blocked the message for its content or its kind of traffic.',
    action: 'Change the text (links and forbidden topics first), or ask support to have the traffic approved.',
  },
  invalid_content: {
    category: 'content',
    permanent: true,
    message: 'The carrier does not accept the length or the encoding of the message.',
    action: 'Shorten the text, or send it with another encoding.',
  },

  // Carrier
  carrier_throttled: {
    category: 'carrier',
    permanent: false,
    message: 'The carrier takes messages more slowly than they are offered.',
    action: 'Nothing: the message is sent when the carrier allows; support can ask for a higher rate.',
  },
  carrier_unavailable: {
    category: 'carrier',
    permanent: false,
    message: 'The connection to the carrier is not ready to take messages.',
    action: 'Nothing: the message is sent when the connection is back; support watches the binds.',
  },
  carrier_login_refused: {
    category: 'carrier',
    permanent: false,
    message: 'The carrier does not accept our login.',
    action: 'Support: check system_id, password, system_type and the allowed addresses with the carrier.',
  },
  carrier_error: {
    category: 'carrier',
    permanent: false,
    message: 'The carrier had an internal error.',
    action: 'Send again later; tell support if it persists.',
  },
  carrier_rejected: {
    category: 'carrier',
    permanent: true,
    message: 'The carrier refused the message.',
    action: 'Read carrier_code for its reason; support can ask the carrier what it means.',
  },
  carrier_expired: {
    category: 'carrier',
    permanent: false,
    message: 'The carrier could not deliver the message within its time limit.',
    action: 'Send again later, or with a longer validity.',
  },
  carrier_unspecified: {
    category: 'carrier',
    permanent: false,
    message: 'The carrier reports a failure without saying why.',
    action: 'Send again later; support can ask the carrier.',
  },
  carrier_state_unknown: {
    category: 'carrier',
    permanent: false,
    message: 'The carrier says that it does not know what became of the message.',
    action: 'Treat the delivery as unproven; a later receipt corrects it.',
  },
  carrier_state_unrecognised: {
    category: 'carrier',
    permanent: false,
    message: 'The carrier sent a receipt whose state is none that we know.',
    action: "Support: add the word in carrier_code to the states of the carrier's profile.",
  },
  deleted: {
    category: 'carrier',
    permanent: true,
    message: 'The carrier deleted the message before delivering it.',
    action: 'Send again if you did not ask for the deletion; support can ask the carrier why.',
  },
  skipped: {
    category: 'carrier',
    permanent: true,
    message: 'The carrier skipped the message without trying to deliver it.',
    action: 'Support: ask the carrier why it skips this traffic.',
  },
  response_lost: {
    category: 'carrier',
    permanent: false,
    message: 'The message was handed to the carrier, but its answer never came.',
    action: 'The message may or may not have arrived: send again only if a duplicate does no harm.',
  },
  receipt_timeout: {
    category: 'carrier',
    permanent: false,
    message: 'The carrier took the message and never said what became of it.',
    action: 'Treat the delivery as unproven; support can ask the carrier about missing receipts.',
  },

  // Platform
  no_route: {
    category: 'platform',
    permanent: true,
    message: 'No carrier has a route to this number.',
    action: 'Check the country code, or ask support for a route.',
  },
  insufficient_credit: {
    category: 'platform',
    permanent: false,
    message: "The platform's account with the carrier has run out of credit.",
    action: 'Support: top up the account with the carrier, then send again.',
  },
  invalid_request_to_carrier: {
    category: 'platform',
    permanent: true,
    message: 'The carrier could not read the request that we sent it.',
    action: 'Tell support: the fault is ours.',
  },
  validity_expired: {
    category: 'platform',
    permanent: false,
    message: 'The validity of the message ended before it was delivered.',
    action: 'Send again, or with a longer validity.',
  },
  retries_exhausted: {
    category: 'platform',
    permanent: false,
    message: 'The carrier refused every attempt for a temporary reason.',
    action: 'Send again later.',
  },
  canceled: {
    category: 'platform',
    permanent: true,
    message: 'The message was canceled before it was sent.',
    action: 'Nothing: it was asked for.',
  },
} as const satisfies Record<string, ErrorFacts>;

export type ErrorCode = keyof typeof errors;

/** Whether a text, say from a carrier's profile or a filter, is one of our codes. */
export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(errors, text);
}
