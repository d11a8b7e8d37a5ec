import fc from 'fast-check';
import { decide } from '../../message/decide';
import type { Decision } from '../../message/decision';
import type { Fact, ReceiptRead } from '../../message/fact';
import { type MessageState, type PartState, standing } from '../../message/state';
import { lifecycle, mayFollow, type Standing, type Status } from '../../message/status';
import * as sample from './sample-message';
import { accepted, at, claimed, deadline, deferred, messageAt, receipt, refused, unanswered } from './sample-message';

/** What must hold whatever a carrier, a timer and a sender say, in whatever order. */

interface Whole {
  readonly message: MessageState;
  readonly parts: readonly PartState[];
}

function apply({ message, parts }: Whole, fact: Fact): Whole & { readonly decision: Decision } {
  const decision = decide(message, parts, fact);
  const known = new Map([...parts, ...decision.parts].map((part) => [part.part, part]));
  return { message: decision.message, parts: [...known.values()], decision };
}

const receiptStatuses = [
  'accepted',
  'delivered',
  'undelivered',
  'failed',
  'rejected',
  'expired',
  'unknown',
  'read',
] as const satisfies readonly ReceiptRead['status'][];

/** Any fact about a message of `count` parts, as if it were just being heard. */
function anyFact(count: number): fc.Arbitrary<(minutes: number) => Fact> {
  const parts = fc.integer({ min: 1, max: count });
  const of = (make: (part: number, minutes: number) => Fact) =>
    parts.map((part) => (minutes: number) => make(part, minutes));
  const heard = fc.tuple(parts, fc.constantFrom(...receiptStatuses), fc.boolean(), fc.boolean());
  return fc.oneof(
    fc.constant(claimed),
    fc.constant(sample.cancelled),
    { weight: 4, arbitrary: of((part, minutes) => accepted(part, minutes)) },
    fc
      .constantFrom('rejected', 'failed', 'undelivered')
      .chain((status) => of((part, minutes) => refused(status, part, minutes))),
    of((part, minutes) => deferred(part, { minutes })),
    fc
      .integer({ min: 1, max: 4 })
      .chain((maxAttempts) => of((part, minutes) => deferred(part, { minutes, counted: true, maxAttempts }))),
    of((part, minutes) => unanswered(part, minutes)),
    fc.constantFrom('unknown', 'resend').map((policy) => (minutes: number) => deadline(minutes, policy)),
    {
      weight: 3,
      arbitrary: heard.map(
        ([part, status, wholeMessage, adopted]) =>
          (minutes: number) =>
            receipt(status, part, { wholeMessage, adopted, at: at(minutes) }),
      ),
    },
  );
}

/** A message of 1 to 4 parts, and up to 40 facts with the minutes between them. */
const histories = fc.integer({ min: 1, max: 4 }).chain((count) =>
  fc.record({
    start: fc.constant<Whole>({ message: messageAt('queued', { partCount: count }), parts: [] }),
    steps: fc.array(fc.tuple(anyFact(count), fc.oneof(fc.constant(0), fc.constant(1), fc.nat({ max: 40 }))), {
      maxLength: 40,
    }),
  }),
);

/** Calls `look` with what was before and after each fact of a history. */
function walk({ start, steps }: typeof histories extends fc.Arbitrary<infer H> ? H : never, look: Look): Whole {
  let whole = start;
  let minutes = 1;
  for (const [fact, pause] of steps) {
    minutes += pause;
    const heard = fact(minutes);
    const after = apply(whole, heard);
    look(whole, heard, after);
    whole = after;
  }
  return whole;
}

type Look = (before: Whole, fact: Fact, after: Whole & { decision: Decision }) => void;

function holds(look: Look): void {
  fc.assert(
    fc.property(histories, (history) => {
      walk(history, look);
    }),
    { numRuns: 700 },
  );
}

/** The part of the precedence rules that needs no table: who may replace whom, after section 5.2.28 of SMPP 3.4. */
const lastWords: readonly Standing[] = ['failed', 'undelivered', 'rejected', 'expired', 'read'];

it('every move is one of the lifecycle table, and grows the sequence by one', () => {
  holds(({ message: before }, _, { message: after, decision }) => {
    const [from, to] = [standing(before), standing(after)];
    if (decision.moved) expect([from, to, mayFollow(from, to)]).toEqual([from, to, true]);
    else expect(to).toBe(from);
    expect(after.sequence - before.sequence).toBe(decision.moved ? 1 : 0);
  });
});

it('a last word is never taken back', () => {
  holds(({ message: before }, _, { message: after }) => {
    const from = standing(before);
    if (lastWords.includes(from)) expect(standing(after)).toBe(from);
    if (from === 'delivered') expect(['delivered', 'read']).toContain(standing(after));
  });
});

it('a message is final exactly when it has a final time and no deadline', () => {
  holds((_before, _fact, { message }) => {
    const { final } = lifecycle[standing(message)];
    expect([message.finalAt !== null, message.deadlineAt === null]).toEqual([final, final]);
  });
});

it('a message that ended badly says why, and no other does', () => {
  const bad: readonly Status[] = ['failed', 'undelivered', 'rejected', 'expired', 'unknown'];
  holds((_before, _fact, { message }) => {
    expect([message.status, message.failure !== null]).toEqual([message.status, bad.includes(message.status)]);
  });
});

it('a message is Delivered only when every part is, or a receipt speaks for all', () => {
  holds(({ message: before }, fact, { message, parts, decision }) => {
    if (!decision.moved || message.status !== 'delivered' || before.partCount === 1) return;
    const all = parts.filter(({ status }) => status === 'delivered').length === message.partCount;
    expect(all || (fact.kind === 'receipt' && fact.wholeMessage)).toBe(true);
  });
});

it('attempts are never negative, grow only by a claim, and a throttle never ends a message', () => {
  holds(({ message: before }, fact, { message: after }) => {
    expect(after.attempts).toBeGreaterThanOrEqual(0);
    expect(after.attempts - before.attempts).toBeLessThanOrEqual(fact.kind === 'claimed' ? 1 : 0);
    if (fact.kind === 'part_deferred' && !fact.counted)
      expect(lifecycle[standing(after)].final).toBe(lifecycle[standing(before)].final);
  });
});

it('a message goes back into line with a time to go out again, and for no other reason', () => {
  holds((_before, _fact, { message, decision }) => {
    expect(decision.requeueAt !== null).toBe(decision.moved && message.status === 'queued');
  });
});

it('a part that was taken or has ended is never in line again', () => {
  const open: readonly Status[] = ['queued', 'sent'];
  holds(({ parts: before }, _, { parts: after }) => {
    for (const { part, status } of before) {
      const now = after.find((each) => each.part === part)?.status;
      if (!open.includes(status)) expect(open).not.toContain(now);
    }
  });
});

it('only the policy resend makes a possible duplicate, once', () => {
  holds(({ message: before }, fact, { message: after }) => {
    if (after.possibleDuplicate === before.possibleDuplicate) return;
    expect([before.possibleDuplicate, before.inDoubt, after.status]).toEqual([false, true, 'queued']);
    expect(fact).toMatchObject({ kind: 'deadline_passed', inDoubtPolicy: 'resend' });
  });
});

it('a fact that is told twice changes nothing twice', () => {
  holds((_before, fact, after) => {
    const { message, parts, decision } = apply(after, fact);
    expect(decision.moved).toBe(false);
    expect([message, parts]).toEqual([after.message, after.parts]);
  });
});

it('the timer alone brings every message to an end', () => {
  fc.assert(
    fc.property(histories, fc.constantFrom('unknown', 'resend'), (history, policy) => {
      let { message, parts } = walk(history, () => {});
      for (let looks = 0; message.deadlineAt !== null; looks++) {
        expect(looks).toBeLessThan(6);
        const fact = { ...deadline(0, policy), at: new Date(Math.max(message.deadlineAt.getTime(), at(1).getTime())) };
        ({ message, parts } = apply({ message, parts }, fact));
      }
      expect(lifecycle[standing(message)].final).toBe(true);
    }),
    { numRuns: 700 },
  );
});

/** For each part an answer, perhaps a word in between, perhaps a final one; all failures of a message are alike. */
const finals = fc.constantFrom('delivered', 'undelivered', 'failed', 'rejected', 'expired');
const tellings = fc.integer({ min: 1, max: 4 }).chain((count) =>
  finals.chain((bad) => {
    const part = fc.record({ early: fc.boolean(), end: fc.constantFrom('delivered', bad, null) });
    return fc.array(part, { minLength: count, maxLength: count }).chain((ends) => {
      const facts = ends.flatMap(({ early, end }, index) => [
        accepted(index + 1),
        ...(early ? [receipt('accepted', index + 1)] : []),
        ...(end ? [receipt(end, index + 1)] : []),
      ]);
      return fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }));
    });
  }),
);

it('answers and receipts end in the same status, whichever comes first', () => {
  fc.assert(
    fc.property(tellings, ([facts, shuffled]) => {
      const count = Math.max(...facts.map(({ part }) => part));
      const start: Whole = { message: messageAt('sent', { partCount: count }), parts: [] };
      const end = (heard: readonly Fact[]) => heard.reduce<Whole>((whole, fact) => apply(whole, fact), start).message;
      expect(standing(end(shuffled))).toBe(standing(end(facts)));
    }),
    { numRuns: 700 },
  );
});
