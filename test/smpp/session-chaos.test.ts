import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { COMMAND_ID } from '../../smpp/command';
import { connect } from '../../smpp/connect';
import type { Session } from '../../smpp/session';
import type { SessionOptions } from '../../smpp/session-options';
import type { SubmitAnswer, SubmitRequest } from '../../smpp/submit';
import { type RawLink, type RawSmsc, raw, startRawSmsc } from './raw-smsc';

const MESSAGE: SubmitRequest = { destinationAddr: '61400000000', dataCoding: 0, shortMessage: Buffer.from('hi') };
const QUICK: SessionOptions<number> = {
  responseTimeout: 150,
  enquireLink: 60,
  enquireLinkTimeout: 60,
  window: 20,
  onDeliver: async () => 0,
};

let smsc: RawSmsc;

beforeAll(async () => {
  smsc = await startRawSmsc();
});

afterAll(() => smsc.close());

async function bound(options: SessionOptions<number>): Promise<[Session<number>, RawLink]> {
  const connected = await connect<number>({ host: '127.0.0.1', port: smsc.port, ...options });
  if (!connected.ok) throw new Error(connected.error.message);
  const link = await smsc.accept();
  expect(await connected.session.bind({ mode: 'transceiver', systemId: 'waybill' })).toMatchObject({ kind: 'bound' });
  return [connected.session, link];
}

async function end(session: Session<number>): Promise<void> {
  session.destroy();
  await session.closed;
}

const octets = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes));
const wellFramed = fc
  .tuple(fc.oneof(fc.constantFrom(...Object.values(COMMAND_ID)), fc.nat(0xffffffff)), fc.nat(40), fc.nat(300), octets)
  .map(([id, sequence, status, body]) => raw(id, sequence, status, body));

describe('whatever the peer sends', () => {
  it.each([
    ['random octets', octets],
    ['random PDUs', wellFramed],
  ])('%s: the session either answers on or is closed with a name, and every submit settles once', async (_, chunk) => {
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { minLength: 1, maxLength: 8 }), async (chunks) => {
        const [session, link] = await bound(QUICK);
        const answers: SubmitAnswer[] = [];
        const submits = Array.from({ length: 3 }, (_, i) =>
          session.submit(MESSAGE, i).then((answer) => answers.push(answer)),
        );
        for (const bytes of chunks) link.send(bytes);
        link.send(raw('enquire_link', 0x1234));
        const answered = link.next('enquire_link_resp').then(() => 'answered');
        const closed = session.closed.then(({ name }) => name);
        expect(['answered', 'UnboundByPeer', 'FramingError', 'EnquireLinkTimeout']).toContain(
          await Promise.race([answered, closed]),
        );
        await Promise.all(submits);
        expect(answers).toHaveLength(3);
        expect(session.window.inUse).toBe(0);
        await end(session);
      }),
      { numRuns: 60 },
    );
  });
});

type Reply = 'ok' | 'error' | 'nack' | 'twice' | 'stranger' | 'late' | 'silence';
type Finish = 'nothing' | 'end' | 'reset' | 'garbage' | 'unbind';

const replies = fc.array(fc.constantFrom<Reply>('ok', 'error', 'nack', 'twice', 'stranger', 'late', 'silence'), {
  minLength: 1,
  maxLength: 20,
});
const finish = fc.constantFrom<Finish>('nothing', 'end', 'reset', 'garbage', 'unbind');

const FRAMES: Readonly<Record<Reply, (sequence: number) => Buffer[]>> = {
  ok: (sequence) => [raw('submit_sm_resp', sequence, 0, `id${sequence}\0`)],
  error: (sequence) => [raw('submit_sm_resp', sequence, 0x0b)],
  nack: (sequence) => [raw('generic_nack', sequence, 3)],
  twice: (sequence) => [raw('submit_sm_resp', sequence, 0, `id${sequence}\0`), raw('submit_sm_resp', sequence, 8)],
  stranger: (sequence) => [
    raw('submit_sm_resp', sequence + 1_000_000, 0, 'x\0'),
    raw('submit_sm_resp', sequence, 0, `id${sequence}\0`),
  ],
  late: () => [],
  silence: () => [],
};

const FINISH: Readonly<Record<Finish, (link: RawLink) => void>> = {
  nothing: () => {},
  end: (link) => link.socket.end(),
  reset: (link) => link.socket.resetAndDestroy(),
  garbage: (link) => link.send(Buffer.alloc(8, 0xff)),
  unbind: (link) => link.send(raw('unbind', 1)),
};

const EXPECTED: Readonly<Record<Reply, object>> = {
  ok: { kind: 'answered', commandStatus: 0, nack: false },
  error: { kind: 'answered', commandStatus: 0x0b },
  nack: { kind: 'answered', commandStatus: 3, nack: true },
  twice: { kind: 'answered', commandStatus: 0, nack: false },
  stranger: { kind: 'answered', commandStatus: 0, nack: false },
  late: { kind: 'unanswered', onTheWire: true },
  silence: { kind: 'unanswered', onTheWire: true },
};

describe('however the peer answers', () => {
  it('every submit settles once and truly, and late answers are told with their context', async () => {
    await fc.assert(
      fc.asyncProperty(replies, finish, fc.infiniteStream(fc.nat()), async (script, ending, order) => {
        const late: number[] = [];
        const [session, link] = await bound({
          ...QUICK,
          responseTimeout: 250,
          enquireLink: 60_000,
          onLateAnswer: ({ context }) => late.push(context),
        });
        const settled: [number, SubmitAnswer][] = [];
        const submits = script.map((_, i) => session.submit(MESSAGE, i).then((answer) => settled.push([i, answer])));
        const heard = await Promise.all(
          script.map(async (reply) => ({ reply, sequence: (await link.next('submit_sm')).sequence })),
        );
        const shuffled = heard
          .map((one) => ({ ...one, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank);
        for (const { reply, sequence } of shuffled) link.send(...FRAMES[reply](sequence));
        // A reset may overtake what was sent: wait until it has arrived.
        const prompt = script.filter((reply) => reply !== 'late' && reply !== 'silence').length;
        while (settled.length < prompt) await sleep(1);
        FINISH[ending](link);
        await Promise.all(submits);

        expect(settled).toHaveLength(script.length);
        for (const [i, answer] of settled) expect(answer).toMatchObject(EXPECTED[script[i] as Reply]);
        expect(session.window.inUse).toBe(0);
        if (ending === 'nothing') {
          for (const { reply, sequence } of shuffled)
            if (reply === 'late') link.send(raw('submit_sm_resp', sequence, 0, 'late\0'));
          link.send(raw('enquire_link', 5));
          await link.next('enquire_link_resp');
          expect(late.sort()).toEqual(script.flatMap((reply, i) => (reply === 'late' ? [i] : [])).sort());
        } else {
          await session.closed;
        }
        await end(session);
      }),
      { numRuns: 40 },
    );
  });
});
