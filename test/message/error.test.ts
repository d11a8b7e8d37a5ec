import { type ErrorFacts, errors, isErrorCode } from '../../message/error';

const published = [
  'invalid_number',
  'unknown_subscriber',
  'absent_subscriber',
  'recipient_opted_out',
  'content_blocked',
  'sender_not_allowed',
  'no_route',
  'carrier_throttled',
  'carrier_unavailable',
  'carrier_error',
  'response_lost',
  'validity_expired',
  'receipt_timeout',
  'carrier_unspecified',
  'canceled',
  'retries_exhausted',
];

it.each(published)('keeps the published code %s', (code) => {
  expect(isErrorCode(code)).toBe(true);
});

it.each(Object.entries<ErrorFacts>(errors))('says in a sentence what %s means and what to do', (code, facts) => {
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(facts.message).toMatch(/^[A-Z].+\.$/);
  expect(facts.action).toMatch(/^[A-Z].+\.$/);
});

it.each(['', 'toString', '__proto__', 'INVALID_NUMBER', null, 7])('does not take %p for a code', (text) => {
  expect(isErrorCode(text)).toBe(false);
});
