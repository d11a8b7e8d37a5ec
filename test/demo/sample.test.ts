import * as fc from 'fast-check';
import { numberRules, ruleOf } from '../../demo/number-rules';
import { FEWEST_MESSAGES, type SampleMessage, sampleBatch, splitForQuiet } from '../../demo/sample';
import { parseSender } from '../../message/sender';
import { planText } from '../../message/text';

const codeOf = ({ to }: SampleMessage) => ruleOf(to)?.code;
const withCode = (rows: SampleMessage[], code: string) => rows.filter((row) => codeOf(row) === code);
const anySize = fc.integer({ min: FEWEST_MESSAGES, max: 3_000 });
const property = (check: (rows: SampleMessage[], total: number) => void) =>
  fc.assert(
    fc.property(anySize, (total) => check(sampleBatch(total, 'K7QX'), total)),
    { numRuns: 12 },
  );

it('has exactly as many messages as asked for, each with a reference of its own', () => {
  property((rows, total) => {
    expect(rows).toHaveLength(total);
    expect(new Set(rows.map(({ client_ref }) => client_ref)).size).toBe(total);
  });
});

it('has a message for every outcome, however small it is', () => {
  property((rows) => expect(new Set(rows.map(codeOf)).size).toBe(numberRules.length));
});

it('delivers most of a batch of ordinary size', () => {
  const rows = sampleBatch(2_000, 'K7QX');
  expect(withCode(rows, '00').length).toBeGreaterThan(1_400);
});

it('gives every message in doubt a number of its own, a sender of this run, and a quiet line', () => {
  property((rows) => {
    const inDoubt = withCode(rows, '12');
    expect(new Set(inDoubt.map(({ to }) => to)).size).toBe(inDoubt.length);
    expect(inDoubt.every(({ from }) => from === 'ACME-K7QX')).toBe(true);
    expect(splitForQuiet(rows)).toEqual([inDoubt, rows.filter((row) => codeOf(row) !== '12')]);
  });
});

it('sends the throttled last', () => {
  const rows = sampleBatch(2_000, 'K7QX');
  const throttled = withCode(rows, '06').length;
  expect(rows.slice(-throttled).every((row) => codeOf(row) === '06')).toBe(true);
});

it("leaves the carrier's short validity to those that get no receipt, and sends them first", () => {
  const rows = sampleBatch(2_000, 'K7QX');
  const short = rows.filter(({ validity }) => validity === undefined);
  expect(short).toEqual(withCode(rows, '05'));
  expect(short.every(({ priority }) => priority === 'urgent')).toBe(true);
});

it('never writes the same text twice to the same number, which the simulator would take for a retry', () => {
  property((rows) => expect(new Set(rows.map(({ to, body }) => `${to} ${body}`)).size).toBe(rows.length));
});

it('has only senders that the API accepts', () => {
  const senders = new Set(sampleBatch(2_000, 'K7QX').map(({ from }) => from));
  expect([...senders].filter((sender) => !parseSender(sender).ok)).toEqual([]);
});

it('has texts as in real life: urgent and bulk, GSM and UCS-2, of one segment and of two', () => {
  const rows = sampleBatch(2_000, 'K7QX');
  const plans = rows.map(({ body }) => {
    const planning = planText(body, { encoding: 'auto', smart: false, longMessages: 'udh8', maxSegments: 10 });
    if (!planning.ok) throw new Error(planning.error.detail);
    return planning.plan;
  });
  expect(new Set(rows.map(({ priority }) => priority))).toEqual(new Set(['urgent', 'normal', 'bulk']));
  expect(new Set(plans.map(({ encoding }) => encoding))).toEqual(new Set(['gsm7', 'ucs2']));
  expect(new Set(plans.map(({ segments }) => segments))).toEqual(new Set([1, 2]));
});
