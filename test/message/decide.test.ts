import { decide } from '../../message/decide';
import type { Fact } from '../../message/fact';
import { type MessageState, type PartState, standing } from '../../message/state';
import { lifecycle, type Standing, type Status } from '../../message/status';
import * as sample from './sample-message';
import { accepted, at, claimed, deferred, failure, messageAt, receipt, refused, unanswered } from './sample-message';

/** Every fact of one part, and where it takes a message of each standing; a dot where the message stays. */
const facts: Readonly<Record<string, Fact>> = {
  claimed: claimed(),
  cancelled: sample.cancelled(),
  'opted out': sample.optedOut(),
  'answer ok': accepted(),
  'answer ok, no id': accepted(1, 5, null),
  'refused as rejected': refused('rejected'),
  'refused as failed': refused('failed'),
  'refused as undelivered': refused('undelivered'),
  throttled: deferred(),
  temporary: deferred(1, { counted: true }),
  'last temporary': deferred(1, { counted: true, maxAttempts: 1 }),
  'no answer': unanswered(),
  'receipt accepted': receipt('accepted'),
  'receipt delivered': receipt('delivered'),
  'receipt undelivered': receipt('undelivered'),
  'receipt failed': receipt('failed'),
  'receipt rejected': receipt('rejected'),
  'receipt expired': receipt('expired'),
  'receipt unknown': receipt('unknown'),
  'receipt read': receipt('read'),
  'whole message delivered': receipt('delivered', 1, { wholeMessage: true }),
};

const table = `
fact                    | queued      sent        accepted    delivered failed undelivered rejected expired expired_by_timer unknown     unknown_by_timer read
claimed                 | sent        .           .           .         .      .           .        .       .                .           .                .
cancelled               | failed      .           .           .         .      .           .        .       .                .           .                .
opted out               | rejected    .           .           .         .      .           .        .       .                .           .                .
answer ok               | accepted    accepted    .           .         .      .           .        .       accepted         .           accepted         .
answer ok, no id        | accepted    accepted    .           .         .      .           .        .       accepted         .           accepted         .
refused as rejected     | rejected    rejected    .           .         .      .           .        .       .                .           rejected         .
refused as failed       | failed      failed      .           .         .      .           .        .       .                .           failed           .
refused as undelivered  | undelivered undelivered .           .         .      .           .        .       .                .           undelivered      .
throttled               | .           queued      .           .         .      .           .        .       .                .           .                .
temporary               | .           queued      .           .         .      .           .        .       .                .           .                .
last temporary          | failed      failed      .           .         .      .           .        .       .                .           failed           .
no answer               | .           .           .           .         .      .           .        .       .                .           .                .
receipt accepted        | accepted    accepted    .           .         .      .           .        .       accepted         .           accepted         .
receipt delivered       | delivered   delivered   delivered   .         .      .           .        .       delivered        delivered   delivered        .
receipt undelivered     | undelivered undelivered undelivered .         .      .           .        .       undelivered      undelivered undelivered      .
receipt failed          | failed      failed      failed      .         .      .           .        .       failed           failed      failed           .
receipt rejected        | rejected    rejected    rejected    .         .      .           .        .       rejected         rejected    rejected         .
receipt expired         | expired     expired     expired     .         .      .           .        .       expired          expired     expired          .
receipt unknown         | .           unknown     unknown     .         .      .           .        .       unknown          .           .                .
receipt read            | read        read        read        read      .      .           .        .       read             read        read             .
whole message delivered | delivered   delivered   delivered   .         .      .           .        .       delivered        delivered   delivered        .
`;

const [head = '', ...lines] = table.trim().split('\n');
const columns = (line: string) => (line.split('|')[1] ?? '').trim().split(/\s+/);
const standings = columns(head) as Standing[];
const rows = lines.flatMap((line) => {
  const name = (line.split('|')[0] ?? '').trim();
  return columns(line).map((to, index) => ({ name, from: standings[index] as Standing, to }));
});

it('the table has a column for every standing and a line for every fact', () => {
  expect([...standings].sort()).toEqual(Object.keys(lifecycle).sort());
  expect(lines.map((line) => (line.split('|')[0] ?? '').trim())).toEqual(Object.keys(facts));
  expect(rows).toHaveLength(standings.length * Object.keys(facts).length);
});

describe.each(standings)('a message that is %s', (from) => {
  it.each(rows.filter((row) => row.from === from))('and hears “$name” goes to $to', ({ name, to }) => {
    // One that waits for another attempt has had one already.
    const before = messageAt(from, { attempts: 1 });
    const { message, moved } = decide(before, [], facts[name] as Fact);
    expect([standing(message), moved]).toEqual(to === '.' ? [from, false] : [to, true]);
    expect(message.sequence - before.sequence).toBe(to === '.' ? 0 : 1);
    expect([message.finalAt === null, message.deadlineAt === null]).toEqual(
      lifecycle[standing(message)].final ? [false, true] : [true, false],
    );
    if (to === '.') expect(message.failure).toEqual(before.failure);
  });
});

describe('a claim', () => {
  it('counts an attempt, names the carrier, and notes when', () => {
    expect(decide(messageAt('queued', { carrier: null }), [], claimed(7)).message).toMatchObject({
      attempts: 1,
      carrier: 'acme',
      sentAt: at(7),
    });
  });

  it.each([
    [59.99, 'sent'],
    [60, 'expired_by_timer'],
    [500, 'expired_by_timer'],
  ] as const)('%d minutes into a validity of 60 leaves the message %s', (minutes, to) => {
    const { message } = decide(messageAt('queued'), [], claimed(minutes));
    expect(standing(message)).toBe(to);
    expect(message.failure?.code).toBe(to === 'sent' ? undefined : 'validity_expired');
  });

  it('takes the parts that were put off, and only those, back onto the wire', () => {
    const parts: PartState[] = [part(1, 'accepted'), part(2, 'queued'), part(3, 'delivered')];
    expect(decide(messageAt('queued', { partCount: 3 }), parts, claimed()).parts).toEqual([part(2, 'sent')]);
  });
});

it('a recipient who has opted out is the reason, and no carrier is named for it', () => {
  expect(decide(messageAt('queued', { carrier: null }), [], sample.optedOut(7)).message).toMatchObject({
    status: 'rejected',
    carrier: null,
    sentAt: null,
    attempts: 0,
    finalAt: at(7),
    failure: failure('recipient_opted_out'),
  });
});

describe('attempts', () => {
  const sent = messageAt('sent', { attempts: 2 });

  it.each([
    ['a throttle', deferred(), 1, 'queued'],
    ['a temporary refusal', deferred(1, { counted: true, maxAttempts: 3 }), 2, 'queued'],
    ['a temporary refusal of the last attempt', deferred(1, { counted: true, maxAttempts: 2 }), 2, 'failed'],
    ['a throttle, however many attempts there were', deferred(1, { maxAttempts: 1 }), 1, 'queued'],
  ] as const)('after %s are as they should be', (_, fact, attempts, status) => {
    expect(decide(sent, [], fact).message).toMatchObject({ attempts, status });
  });

  it('that are used up say so, with the word of the carrier', () => {
    const { message } = decide(sent, [], deferred(1, { counted: true, maxAttempts: 2 }));
    expect(message.failure).toEqual(failure('retries_exhausted'));
  });

  it.each([
    ['both parts are throttled', [deferred(1), deferred(2)], 1],
    ['one part is throttled and the other taken', [deferred(1), accepted(2)], 1],
    ['one part is taken and the other throttled', [accepted(1), deferred(2)], 1],
    ['both parts are refused for now', [deferred(1, { counted: true }), deferred(2, { counted: true })], 2],
  ] as const)('of a message of two parts count once, and not when %s', (_, heard, attempts) => {
    const { message } = hear(messageAt('sent', { partCount: 2, attempts: 2 }), [], heard);
    expect(message).toMatchObject({ status: 'queued', attempts });
  });
});

describe('a message of several parts', () => {
  const sent = messageAt('sent', { partCount: 2 });
  const queued = (patch: Partial<MessageState> = {}) => messageAt('queued', { partCount: 2, attempts: 1, ...patch });

  it.each<[string, Status, readonly Fact[]]>([
    ['is Sent until every part is answered', 'sent', [accepted(1)]],
    ['is Accepted when every part is', 'accepted', [accepted(1), accepted(2)]],
    ['is Accepted while one part is Delivered', 'accepted', [accepted(1), accepted(2), receipt('delivered', 1)]],
    [
      'is Delivered when every part is',
      'delivered',
      [...both(accepted), receipt('delivered', 2), receipt('delivered', 1)],
    ],
    [
      'is Delivered once, by two receipts of each part',
      'accepted',
      [...both(accepted), ...twice(receipt('delivered', 1))],
    ],
    ['is Rejected by the first part refused', 'rejected', [accepted(1), refused('rejected', 2)]],
    ['is Rejected although another part is taken after', 'rejected', [refused('rejected', 1), accepted(2)]],
    ['is Failed for good', 'failed', [refused('failed', 1), accepted(2), receipt('delivered', 2)]],
    [
      'is Undelivered by one part',
      'undelivered',
      [...both(accepted), receipt('delivered', 1), receipt('undelivered', 2)],
    ],
    ['is what failed first', 'expired', [...both(accepted), receipt('expired', 2), receipt('undelivered', 1)]],
    ['waits in line for one part', 'queued', [accepted(1), deferred(2)]],
    ['waits for answers before it goes back into line', 'sent', [deferred(1)]],
    ['stays in doubt for one part', 'sent', [unanswered(1), deferred(2)]],
    ['is in line again once the doubt is gone', 'queued', [unanswered(1), deferred(2), accepted(1)]],
    ['is Delivered by a receipt that speaks for all', 'delivered', [...both(accepted), whole('delivered')]],
    ['is Undelivered by a receipt that speaks for all', 'undelivered', [...both(accepted), whole('undelivered')]],
    ['is Unknown while one part is', 'unknown', [...both(accepted), receipt('unknown', 1), receipt('delivered', 2)]],
    ['takes a late no to a part that was taken for nothing', 'accepted', [...both(accepted), refused('rejected', 2)]],
  ])('%s (%s)', (_, status, heard) => {
    expect(hear(sent, [], heard).message.status).toBe(status);
  });

  it('goes out again at the time the refusal named', () => {
    expect(hear(sent, [], [accepted(1), deferred(2, { minutes: 8 })]).requeueAt).toEqual(at(9));
  });

  it('keeps the taken parts as they are when it is claimed again', () => {
    const again = hear(sent, [], [accepted(1), deferred(2), claimed(6)]);
    expect(again.parts).toEqual([part(1, 'accepted'), { ...part(2, 'sent'), carrierMessageId: null }]);
    expect(hear(again.message, again.parts, [accepted(2)]).message.status).toBe('accepted');
  });

  it('is Undelivered by a receipt for the taken part while the other waits in line', () => {
    const waiting = [part(1, 'accepted'), { ...part(2, 'queued'), carrierMessageId: null }];
    expect(hear(queued(), waiting, [receipt('undelivered', 1)]).message).toMatchObject({
      status: 'undelivered',
      failure: failure('undeliverable'),
    });
  });

  it('says why it is Unknown although the part that said so was not the last word', () => {
    const { message } = hear(sent, [], [accepted(1), receipt('unknown', 1), accepted(2)]);
    expect(message).toMatchObject({ status: 'unknown', failure: failure('carrier_state_unknown') });
  });
});

it('learns the id of a part from its answer, and keeps it', () => {
  expect(decide(messageAt('sent'), [], accepted()).parts).toEqual([part(1, 'accepted')]);
  const { parts } = hear(messageAt('sent', { partCount: 2 }), [], [accepted(1), receipt('delivered', 1)]);
  expect(parts).toEqual([part(1, 'delivered')]);
});

it('learns the id of a message in doubt from the receipt that it adopts', () => {
  const inDoubt = messageAt('sent', { inDoubt: true });
  const { message, parts } = decide(inDoubt, [], receipt('delivered', 1, { adopted: true }));
  expect(message).toMatchObject({ status: 'delivered', inDoubt: false });
  expect(parts).toEqual([part(1, 'delivered')]);
});

it('Read keeps the time of the delivery as that of the end', () => {
  const { message } = decide(messageAt('delivered'), [], receipt('read', 1, { at: at(30) }));
  expect(message).toMatchObject({ finalAt: at(4), readAt: at(30) });
});

function part(number: number, status: Status): PartState {
  return { part: number, status, carrier: 'acme', carrierMessageId: `id-${number}` };
}

function both<F>(fact: (part: number) => F): F[] {
  return [fact(1), fact(2)];
}

function twice<F>(fact: F): F[] {
  return [fact, fact];
}

function whole(status: 'delivered' | 'undelivered') {
  return receipt(status, 2, { wholeMessage: true });
}

function hear(message: MessageState, parts: readonly PartState[], heard: readonly Fact[]) {
  let now = message;
  let requeueAt: Date | null = null;
  const known = new Map(parts.map((each) => [each.part, each]));
  for (const fact of heard) {
    const decision = decide(now, [...known.values()], fact);
    for (const each of decision.parts) known.set(each.part, each);
    now = decision.message;
    requeueAt = decision.requeueAt ?? requeueAt;
  }
  return { message: now, parts: [...known.values()], requeueAt };
}
