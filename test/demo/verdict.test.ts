import { type SampleMessage, sampleBatch } from '../../demo/sample';
import { expectedCounts, isGood, judge } from '../../demo/verdict';
import type { Status } from '../../message/status';
import { message, oneOfEach } from './message';

const row = (to: string, index: number): SampleMessage => ({
  from: 'ACME',
  body: 'Hi',
  priority: 'bulk',
  tags: [],
  to,
  client_ref: `demo-${index}`,
});
const sample = oneOfEach().map(({ to }, index) => row(to, index));

it('is good when every message ended as its number asks, and all ten statuses were seen', () => {
  const verdict = judge(sample, oneOfEach());
  expect(verdict).toEqual({ sent: 8, misses: [], unreached: [] });
  expect(isGood(verdict)).toBe(true);
});

it('names a message that ended otherwise', () => {
  const messages = oneOfEach();
  const wrong = message({ ...messages[3], status: 'unknown' });
  const verdict = judge(sample, messages.with(3, wrong));
  expect(verdict.misses).toEqual([{ to: '+15005550100', expected: 'undelivered', message: wrong, found: 1 }]);
  expect(isGood(verdict)).toBe(false);
});

it('names a message that the API does not know', () => {
  const verdict = judge(sample, oneOfEach().slice(1));
  expect(verdict.misses).toEqual([{ to: '+15005550000', expected: 'delivered', message: null, found: 0 }]);
});

it('names a message that is there twice', () => {
  const [first, ...others] = oneOfEach();
  const verdict = judge(sample, [...others, ...(first ? [first, first] : [])]);
  expect(verdict.misses).toMatchObject([{ to: '+15005550000', found: 2 }]);
});

it('names a message whose number is not the one it was sent to', () => {
  const messages = oneOfEach();
  expect(judge(sample, messages.with(0, message({ ...messages[0], to: '+15005550001' }))).misses).toHaveLength(1);
});

it('is not good while a status was seen on no message', () => {
  const verdict = judge(sample.slice(0, 1), oneOfEach().slice(0, 1));
  expect(verdict.unreached).toEqual(['failed', 'undelivered', 'rejected', 'expired', 'unknown', 'read']);
  expect(isGood(verdict)).toBe(false);
});

it('expects as many messages as were sent', () => {
  const counts = expectedCounts(sampleBatch(2_000, 'K7QX'));
  const open: Status[] = ['queued', 'sent', 'accepted'];
  expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(2_000);
  expect(open.map((status) => counts[status])).toEqual([0, 0, 0]);
});
