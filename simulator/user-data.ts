import type { SubmitSm } from './submit-sm';

const UDHI = 0x40;

/** The user data of a message: its header, if it has one, and its text or content, as bytes. */
export interface UserData {
  /** The user data header with its length octet (3GPP TS 23.040 §9.2.3.24); undefined without one. */
  readonly udh: Buffer | undefined;
  readonly body: Buffer;
}

/** Splits what a `submit_sm` carries, in short_message or in message_payload; undefined when its header is longer than the whole. */
export function userDataOf(submit: SubmitSm): UserData | undefined {
  const whole = submit.payload ?? submit.shortMessage;
  if ((submit.esmClass & UDHI) === 0) return { udh: undefined, body: whole };
  const headerEnd = 1 + (whole[0] ?? 0xff);
  if (headerEnd > whole.length) return undefined;
  return { udh: whole.subarray(0, headerEnd), body: whole.subarray(headerEnd) };
}
