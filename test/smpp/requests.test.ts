import fc from 'fast-check';
import type { Departure } from '../../smpp/outbox';
import type { Pdu } from '../../smpp/pdu';
import { createRequests, type Settlement } from '../../smpp/requests';

function response(
  sequenceNumber: number,
  command: 'submit_sm_resp' | 'enquire_link_resp' | 'generic_nack' = 'submit_sm_resp',
): Pdu {
  return { command, commandStatus: 0, sequenceNumber, tlvs: new Map() };
}

function setUp(first = 1, reserved: readonly number[] = []) {
  const sent: { sequence: number; departure: Departure }[] = [];
  const requests = createRequests({
    first,
    reserved: (sequence) => reserved.includes(sequence),
    send: (frame, departure) => sent.push({ sequence: frame.readUInt32BE(12), departure }),
  });
  return { requests, sent };
}

type Step =
  | { readonly do: 'ask'; readonly patience: number }
  | { readonly do: 'answer' | 'nack' | 'wrong'; readonly sequence: number }
  | { readonly do: 'wait'; readonly milliseconds: number }
  | { readonly do: 'postpone'; readonly milliseconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('ask' as const), patience: fc.nat(50) }),
  fc.record({
    do: fc.constantFrom('answer' as const, 'nack' as const, 'wrong' as const),
    sequence: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ do: fc.constant('wait' as const), milliseconds: fc.nat(40) }),
  fc.record({ do: fc.constant('postpone' as const), milliseconds: fc.nat(40) }),
);

describe('requests in flight', () => {
  it('each settle exactly once, whatever is answered, times out or closes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { requests } = setUp();
        const settled: Settlement[][] = [];
        let now = 0;
        for (const action of steps) {
          if (action.do === 'ask') {
            const mine: Settlement[] = [];
            settled.push(mine);
            requests.ask('submit_sm', {}, now + action.patience, (settlement) => mine.push(settlement));
          } else if (action.do === 'wait') {
            now += action.milliseconds;
            requests.expire(now);
          } else if (action.do === 'postpone') {
            requests.postpone(action.milliseconds);
          } else {
            const before = settled.filter((mine) => mine.length > 0).length;
            const commands = { answer: 'submit_sm_resp', nack: 'generic_nack', wrong: 'enquire_link_resp' } as const;
            const found = requests.answer(response(action.sequence, commands[action.do]));
            const after = settled.filter((mine) => mine.length > 0).length;
            expect(after - before).toBe(found ? 1 : 0);
            if (action.do === 'wrong') expect(found).toBe(false);
          }
        }
        requests.close();
        requests.close();
        for (const mine of settled) expect(mine).toHaveLength(1);
      }),
    );
  });

  it('get sequence numbers that wrap, are never 0, in flight or reserved', () => {
    const { requests, sent } = setUp(0x7ffffffe, [2, 3]);
    for (let i = 0; i < 4; i++) requests.ask('submit_sm', {}, 1, () => {});
    expect(sent.map(({ sequence }) => sequence)).toEqual([0x7ffffffe, 0x7fffffff, 1, 4]);
  });

  it('say whether they had left', () => {
    const { requests, sent } = setUp();
    const settlements: Settlement[] = [];
    for (let i = 0; i < 2; i++) requests.ask('submit_sm', {}, 10, (settlement) => settlements.push(settlement));
    if (sent[0]) sent[0].departure.onTheWire = true;
    requests.expire(10);
    expect(settlements).toEqual([
      { kind: 'timeout', onTheWire: true },
      { kind: 'timeout', onTheWire: false },
    ]);
  });

  it('that cannot be encoded leave no trace', () => {
    const { requests, sent } = setUp();
    let settled = 0;
    const error = requests.ask('submit_sm', { sourceAddr: '\0' }, 10, () => {
      settled += 1;
    });
    expect(error).toMatchObject({ field: 'source_addr' });
    requests.close();
    expect({ settled, sent }).toEqual({ settled: 0, sent: [] });
  });

  it('may ask again from within a settlement', () => {
    const { requests, sent } = setUp();
    requests.ask('submit_sm', {}, 10, () => {
      requests.ask('submit_sm', {}, 100, () => {});
    });
    requests.expire(10);
    expect(sent.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});
