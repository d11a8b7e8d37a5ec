import { numberFor, numberRules, ruleOf } from '../../demo/number-rules';
import { type Status, statuses } from '../../message/status';

it.each([
  ['00', 'delivered'],
  ['01', 'undelivered'],
  ['02', 'rejected'],
  ['03', 'rejected'],
  ['04', 'expired'],
  ['05', 'unknown'],
  ['06', 'delivered'],
  ['07', 'delivered'],
  ['08', 'delivered'],
  ['09', 'read'],
  ['10', 'failed'],
  ['11', 'unknown'],
  ['12', 'delivered'],
  ['13', 'delivered'],
  ['14', 'failed'],
  ['15', 'delivered'],
])('a number with %s asks for %s', (code, status) => {
  expect(ruleOf(`+1500555${code}07`)).toMatchObject({ code, status });
});

it('covers every status in which a message can end', () => {
  const ends = new Set<Status>(numberRules.map(({ status }) => status));
  expect(statuses.filter((status) => !ends.has(status))).toEqual(['queued', 'sent', 'accepted']);
});

it('writes a number that its own rule is found by', () => {
  for (const { code } of numberRules) expect(ruleOf(numberFor(code, 3))?.code).toBe(code);
});

it.each(['+15005551600', '+1500555000', '+150055500000', '15005550000', '+61412345678', ''])(
  'finds no rule for %p',
  (number) => expect(ruleOf(number)).toBeNull(),
);
