import { MOST_NUMBERS, message, Traffic } from '../../bench/traffic';
import { parseRecipient } from '../../message/address';
import { parseSender } from '../../message/sender';
import { planText } from '../../message/text';

const SAMPLE = [0, 1, 2, 3, 999_999, 9_999_999, 10_000_000, MOST_NUMBERS - 1];

it.each(SAMPLE)('message %i has a number and a sender that the API takes, and a text of one GSM-7 segment', (n) => {
  const { to, from, body } = message(n, 'ACME');
  expect(parseRecipient(to)).toMatchObject({ ok: true, country: 'AU' });
  expect(parseSender(from).ok).toBe(true);
  const planned = planText(body, { encoding: 'auto', smart: false, longMessages: 'udh8', maxSegments: 10 });
  expect(planned).toMatchObject({ ok: true, plan: { encoding: 'gsm7', segments: 1 } });
});

it('there are no more messages than numbers', () => {
  expect(() => message(MOST_NUMBERS, 'ACME')).toThrow(RangeError);
});

it('batches hold all messages asked for, as many as fit in each, no number twice', () => {
  const traffic = new Traffic();
  const bodies = [...traffic.batches(25, 'ACME', 10), ...traffic.batches(5, 'DOWN', 10)];
  expect(bodies.map(({ size }) => size)).toEqual([10, 10, 5, 5]);
  const messages = bodies.flatMap(({ body }) => JSON.parse(body.toString()).messages as { to: string; from: string }[]);
  expect(new Set(messages.map(({ to }) => to)).size).toBe(30);
  expect(messages.filter(({ from }) => from === 'DOWN')).toHaveLength(5);
});
