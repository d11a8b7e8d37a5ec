import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { COMMAND_STATUS } from '../../smpp/command';
import { connect } from '../../smpp/connect';
import type { LinkError } from '../../smpp/link-error';
import type { Session } from '../../smpp/session';
import type { SessionOptions } from '../../smpp/session-options';
import type { BindMode } from '../../smpp/state';
import type { SubmitRequest } from '../../smpp/submit';
import { type RawLink, type RawSmsc, raw, rawReceipt, startRawSmsc } from './raw-smsc';

const MESSAGE: SubmitRequest = {
  destinationAddr: '61400000000',
  sourceAddr: 'ACME',
  dataCoding: 0,
  shortMessage: Buffer.from('hi'),
};
const { ESME_RINVBNDSTS, ESME_RINVCMDID, ESME_RSYSERR, ESME_RTHROTTLED, ESME_RUNKNOWNERR } = COMMAND_STATUS;

let smsc: RawSmsc;
const sessions: Session<string>[] = [];

beforeEach(async () => {
  smsc = await startRawSmsc();
});

afterEach(async () => {
  for (const session of sessions.splice(0)) {
    session.destroy();
    await session.closed;
  }
  await smsc.close();
});

async function open(options: SessionOptions<string> = {}): Promise<[Session<string>, RawLink]> {
  const connected = await connect<string>({ host: '127.0.0.1', port: smsc.port, ...options });
  if (!connected.ok) throw new Error(connected.error.message);
  sessions.push(connected.session);
  return [connected.session, await smsc.accept()];
}

async function bound(
  options: SessionOptions<string> = {},
  mode: BindMode = 'transceiver',
): Promise<[Session<string>, RawLink]> {
  const [session, link] = await open(options);
  expect(await session.bind({ mode, systemId: 'waybill', password: 'secret' })).toMatchObject({ kind: 'bound' });
  return [session, link];
}

describe('binding', () => {
  it.each([
    ['transceiver', 'bound_trx', 'bind_transceiver'],
    ['transmitter', 'bound_tx', 'bind_transmitter'],
    ['receiver', 'bound_rx', 'bind_receiver'],
  ] as const)('as %s leads to %s', async (mode, state, command) => {
    const [session, link] = await open();
    expect(session.state).toBe('open');
    expect(await session.bind({ mode, systemId: 'waybill', password: 'secret' })).toEqual({
      kind: 'bound',
      systemId: 'smsc',
    });
    expect(session.state).toBe(state);
    expect((await link.next(command)).body.toString('latin1')).toBe('waybill\0secret\0\0\x34\0\0\0');
  });

  it('tells a refusal and leaves the session open for another try', async () => {
    await smsc.close();
    smsc = await startRawSmsc({ answerBind: false });
    const [session, link] = await open();
    const refused = session.bind({ mode: 'transceiver', systemId: 'waybill', password: 'wrong' });
    link.send(raw('bind_transceiver_resp', (await link.next('bind_transceiver')).sequence, 0x0e));
    expect(await refused).toEqual({ kind: 'refused', commandStatus: 0x0e });
    expect(session.state).toBe('open');
    const accepted = session.bind({ mode: 'transceiver', systemId: 'waybill', password: 'right' });
    link.send(raw('bind_transceiver_resp', (await link.next('bind_transceiver')).sequence, 0, 'x\0\x02\x10\0\x01\x34'));
    expect(await accepted).toEqual({ kind: 'bound', systemId: 'x', interfaceVersion: 0x34 });
  });

  it('that is answered by a generic_nack without an error is refused all the same', async () => {
    await smsc.close();
    smsc = await startRawSmsc({ answerBind: false });
    const [session, link] = await open();
    const outcome = session.bind({ mode: 'receiver', systemId: 'waybill' });
    link.send(raw('generic_nack', (await link.next('bind_receiver')).sequence));
    expect(await outcome).toEqual({ kind: 'refused', commandStatus: ESME_RUNKNOWNERR });
    expect(session.state).toBe('open');
  });

  it('that is never answered closes the session', async () => {
    await smsc.close();
    smsc = await startRawSmsc({ answerBind: false });
    const [session] = await open({ responseTimeout: 50 });
    expect(await session.bind({ mode: 'transceiver', systemId: 'waybill' })).toEqual({
      kind: 'unanswered',
      reason: 'timeout',
    });
    expect((await session.closed).name).toBe('ResponseTimeout');
  });

  it('twice is refused before anything is sent', async () => {
    const [session, link] = await bound();
    expect(await session.bind({ mode: 'transceiver', systemId: 'waybill' })).toMatchObject({
      kind: 'unsendable',
      error: { name: 'IllegalState' },
    });
    expect(link.heard).toHaveLength(1);
  });

  it('with a field that cannot be sent names it, and can be tried again', async () => {
    const [session] = await open();
    expect(await session.bind({ mode: 'transceiver', systemId: 'way\0bill' })).toMatchObject({
      kind: 'unsendable',
      error: { name: 'InvalidField', field: 'system_id', problem: 'has_nul' },
    });
    expect(await session.bind({ mode: 'transceiver', systemId: 'waybill' })).toMatchObject({ kind: 'bound' });
  });
});

describe('submitting', () => {
  it('settles with the status and id of the answer', async () => {
    const [session, link] = await bound();
    const answer = session.submit(MESSAGE, 'a');
    link.send(raw('submit_sm_resp', (await link.next('submit_sm')).sequence, 0, 'A1_@\0'));
    expect(await answer).toEqual({
      kind: 'answered',
      commandStatus: 0,
      messageId: 'A1_@',
      tlvs: new Map(),
      nack: false,
    });
  });

  it('settles with an error that has no body at all', async () => {
    const [session, link] = await bound();
    const answer = session.submit(MESSAGE, 'a');
    link.send(raw('submit_sm_resp', (await link.next('submit_sm')).sequence, ESME_RTHROTTLED));
    expect(await answer).toEqual({ kind: 'answered', commandStatus: ESME_RTHROTTLED, tlvs: new Map(), nack: false });
  });

  it.each([
    [3, 3],
    [0, ESME_RUNKNOWNERR],
  ])('settles by a generic_nack with status %i as %i', async (status, told) => {
    const [session, link] = await bound();
    const answer = session.submit(MESSAGE, 'a');
    link.send(raw('generic_nack', (await link.next('submit_sm')).sequence, status));
    expect(await answer).toEqual({ kind: 'answered', commandStatus: told, tlvs: new Map(), nack: true });
  });

  it('is not settled by a response to another command', async () => {
    const [session, link] = await bound();
    const answer = session.submit(MESSAGE, 'a');
    const { sequence } = await link.next('submit_sm');
    link.send(
      raw('enquire_link_resp', sequence),
      raw('submit_sm_resp', sequence + 1, 0, 'x\0'),
      raw('submit_sm_resp', sequence, 0, 'y\0'),
    );
    expect(await answer).toMatchObject({ messageId: 'y' });
    expect(session.counters.strayResponses).toBe(2);
  });

  it('counts a duplicate answer and lets it change nothing', async () => {
    const [session, link] = await bound();
    const answer = session.submit(MESSAGE, 'a');
    const { sequence } = await link.next('submit_sm');
    link.send(raw('submit_sm_resp', sequence, 0, 'first\0'), raw('submit_sm_resp', sequence, 8));
    expect(await answer).toMatchObject({ commandStatus: 0, messageId: 'first' });
    expect(session.counters.strayResponses).toBe(1);
    expect(session.window.inUse).toBe(0);
  });

  it('beyond the window is refused, and nothing of it is sent', async () => {
    const [session, link] = await bound({ window: 2 });
    expect(session.window).toEqual({ size: 2, inUse: 0, free: 2 });
    const answers = [session.submit(MESSAGE, 'a'), session.submit(MESSAGE, 'b')];
    expect(session.window).toEqual({ size: 2, inUse: 2, free: 0 });
    expect(await session.submit(MESSAGE, 'c')).toMatchObject({ kind: 'unsendable', error: { name: 'WindowFull' } });
    for (let i = 0; i < 2; i++) link.send(raw('submit_sm_resp', (await link.next('submit_sm')).sequence, 0, 'x\0'));
    await Promise.all(answers);
    expect(session.window).toEqual({ size: 2, inUse: 0, free: 2 });
    expect(link.heard.filter(({ id }) => id === 4)).toHaveLength(2);
  });

  it('what cannot be sent names the field and takes no room', async () => {
    const [session] = await bound();
    expect(await session.submit({ ...MESSAGE, sourceAddr: '\u0100' }, 'a')).toMatchObject({
      kind: 'unsendable',
      error: { field: 'source_addr', problem: 'not_latin1' },
    });
    expect(session.window.inUse).toBe(0);
  });

  it('before a bind, or on a receiver, is refused', async () => {
    const [unbound] = await open();
    const [receiver] = await bound({}, 'receiver');
    for (const session of [unbound, receiver]) {
      expect(session.window.free).toBe(0);
      expect(await session.submit(MESSAGE, 'a')).toMatchObject({ kind: 'unsendable', error: { name: 'IllegalState' } });
    }
  });

  it('tells a late answer, with its context, after the timeout', async () => {
    const late: unknown[] = [];
    const [session, link] = await bound({
      responseTimeout: 50,
      enquireLink: 60_000,
      onLateAnswer: (answer) => late.push(answer),
    });
    expect(await session.submit(MESSAGE, 'the context')).toEqual({
      kind: 'unanswered',
      reason: 'timeout',
      onTheWire: true,
    });
    expect(session.window.inUse).toBe(0);
    const { sequence } = await link.next('submit_sm');
    link.send(
      raw('submit_sm_resp', sequence, 0, 'late\0'),
      raw('submit_sm_resp', sequence, 0, 'late\0'),
      raw('enquire_link', 1),
    );
    await link.next('enquire_link_resp');
    expect(late).toEqual([
      {
        context: 'the context',
        answer: { kind: 'answered', commandStatus: 0, messageId: 'late', tlvs: new Map(), nack: false },
      },
    ]);
    expect(session.counters).toMatchObject({ timeouts: 1, lateAnswers: 1, strayResponses: 1 });
  });

  it('on a closed session is certain not to have been sent', async () => {
    const [session] = await bound();
    session.destroy();
    expect(await session.submit(MESSAGE, 'a')).toEqual({ kind: 'unanswered', reason: 'closed', onTheWire: false });
    expect(await session.bind({ mode: 'transceiver', systemId: 'x' })).toEqual({
      kind: 'unanswered',
      reason: 'closed',
    });
  });

  it('tells apart what had left and what had not when the session is destroyed', async () => {
    const [session, link] = await bound({ window: 10 });
    const sent = session.submit(MESSAGE, 'a');
    await link.next('submit_sm');
    const unsent = session.submit(MESSAGE, 'b');
    session.destroy();
    expect(await sent).toEqual({ kind: 'unanswered', reason: 'closed', onTheWire: true });
    expect(await unsent).toEqual({ kind: 'unanswered', reason: 'closed', onTheWire: false });
    await link.over;
    expect(link.heard.filter(({ id }) => id === 4)).toHaveLength(1);
  });

  it('sends what one turn submits in one write', async () => {
    const [session, link] = await bound({ window: 100 });
    const { writes, pdusOut } = session.counters;
    const answers = Array.from({ length: 100 }, () => session.submit(MESSAGE, 'a'));
    for (let i = 0; i < 100; i++) link.send(raw('submit_sm_resp', (await link.next('submit_sm')).sequence, 0, 'x\0'));
    await Promise.all(answers);
    expect(session.counters.writes - writes).toBe(1);
    expect(session.counters.pdusOut - pdusOut).toBe(100);
  });

  it('wraps sequence numbers from 0x7FFFFFFF to 1, around those in use', async () => {
    const [session, link] = await bound({ firstSequence: 0x7ffffffe, window: 10 });
    const held = [session.submit(MESSAGE, 'a'), session.submit(MESSAGE, 'b')];
    const first = await link.next('submit_sm');
    const second = await link.next('submit_sm');
    expect([first.sequence, second.sequence]).toEqual([0x7fffffff, 1]);
    link.send(raw('submit_sm_resp', first.sequence, 0, 'x\0'), raw('submit_sm_resp', second.sequence, 0, 'y\0'));
    expect(await Promise.all(held)).toMatchObject([{ messageId: 'x' }, { messageId: 'y' }]);
  });

  it('has no free window while the peer does not take our octets, and has it again after', async () => {
    const payload = new Map([[0x0424, Buffer.alloc(60_000)]]);
    const [session, link] = await bound({ window: 2_000, responseTimeout: 60_000, enquireLink: 60_000 });
    link.socket.pause();
    const answers: Promise<unknown>[] = [];
    while (session.writable) {
      answers.push(session.submit({ ...MESSAGE, shortMessage: Buffer.alloc(0), tlvs: payload }, 'a'));
      await nextTurn();
    }
    expect(session.window).toMatchObject({ inUse: answers.length, free: 0 });
    link.socket.resume();
    for (const _ of answers) link.send(raw('submit_sm_resp', (await link.next('submit_sm')).sequence, 0, 'x\0'));
    await Promise.all(answers);
    expect(session.window.free).toBe(2_000);
  });
});

describe('what the SMSC asks', () => {
  it('a receipt goes to the handler and is answered with its status', async () => {
    const texts: string[] = [];
    const [, link] = await bound({
      onDeliver: async (pdu) => {
        texts.push(pdu.content.toString());
        return 0x14;
      },
    });
    link.send(rawReceipt(77));
    expect(await link.next('deliver_sm_resp')).toMatchObject({ sequence: 77, status: 0x14 });
    expect(texts).toEqual(['id:77 stat:DELIVRD']);
  });

  it.each<[string, () => Promise<number>]>([
    ['rejects', () => Promise.reject(new Error('database down'))],
    [
      'throws',
      () => {
        throw new Error('a bug');
      },
    ],
    ['gives no status', async () => undefined as unknown as number],
    ['gives nothing to wait for', () => undefined as unknown as Promise<number>],
    ['never settles', () => new Promise(() => {})],
  ])('a receipt whose handler %s is answered ESME_RSYSERR, and the session goes on', async (_, onDeliver) => {
    const [, link] = await bound({ onDeliver, deliverTimeout: 50 });
    link.send(rawReceipt(1), rawReceipt(2));
    expect(await link.next('deliver_sm_resp')).toMatchObject({ sequence: 1, status: ESME_RSYSERR });
    expect(await link.next('deliver_sm_resp')).toMatchObject({ sequence: 2, status: ESME_RSYSERR });
    link.send(raw('enquire_link', 3));
    expect(await link.next('enquire_link_resp')).toMatchObject({ sequence: 3 });
  });

  it('a receipt without a handler is answered ESME_RSYSERR', async () => {
    const [, link] = await bound();
    link.send(rawReceipt(1));
    expect(await link.next('deliver_sm_resp')).toMatchObject({ status: ESME_RSYSERR });
  });

  it('a receipt answered too late is answered once', async () => {
    let release = (_: number): void => {};
    const [, link] = await bound({
      deliverTimeout: 50,
      onDeliver: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    link.send(rawReceipt(1));
    expect(await link.next('deliver_sm_resp')).toMatchObject({ status: ESME_RSYSERR });
    release(0);
    link.send(raw('enquire_link', 2));
    await link.next('enquire_link_resp');
    expect(link.heard.filter(({ id }) => id === 0x80000005)).toHaveLength(1);
  });

  it('responses are settled before the receipts of the same read', async () => {
    const inUse: number[] = [];
    const [session, link] = await bound({
      onDeliver: async () => {
        inUse.push(session.window.inUse);
        return 0;
      },
    });
    const answer = session.submit(MESSAGE, 'a');
    const { sequence } = await link.next('submit_sm');
    link.send(rawReceipt(1), rawReceipt(2), raw('submit_sm_resp', sequence, 0, 'x\0'));
    expect(await answer).toMatchObject({ messageId: 'x' });
    await link.next('deliver_sm_resp');
    expect(inUse).toEqual([0, 0]);
  });

  it('a receipt that cannot be decoded is answered ESME_RSYSERR, reported, and costs nothing else', async () => {
    const reports: [string, Buffer][] = [];
    const [session, link] = await bound({
      onDeliver: async () => 0,
      onUndecodable: (error, frame) => {
        reports.push([error.field, Buffer.from(frame)]);
        throw new Error('a bug in a listener');
      },
    });
    const bad = raw('deliver_sm', 5, 0, 'no end');
    link.send(bad, rawReceipt(6));
    expect(await link.next('deliver_sm_resp')).toMatchObject({ sequence: 5, status: ESME_RSYSERR });
    expect(await link.next('deliver_sm_resp')).toMatchObject({ sequence: 6, status: 0 });
    expect(reports).toEqual([['service_type', bad]]);
    expect(session.counters).toMatchObject({ undecodable: 1, listenerErrors: 1 });
  });

  it('an unknown command is answered by generic_nack', async () => {
    const [, link] = await bound();
    link.send(raw(0x0000dead, 9));
    expect(await link.next('generic_nack')).toMatchObject({ sequence: 9, status: ESME_RINVCMDID });
  });

  it('a command that only an ESME may send is refused', async () => {
    const [, link] = await bound();
    link.send(raw('submit_sm', 9, 0, 'whatever'));
    expect(await link.next('submit_sm_resp')).toMatchObject({ sequence: 9, status: ESME_RINVBNDSTS });
  });

  it('a receipt before the bind or on a transmitter is refused', async () => {
    const [, open_] = await open();
    const [, transmitter] = await bound({}, 'transmitter');
    for (const link of [open_, transmitter]) {
      link.send(rawReceipt(9));
      expect(await link.next('deliver_sm_resp')).toMatchObject({ sequence: 9, status: ESME_RINVBNDSTS });
    }
  });

  it('stops reading while too many handlers are at work, loses nothing, and blames no one for the pause', async () => {
    const releases: (() => void)[] = [];
    const [session, link] = await bound({
      maxPendingDelivers: 10,
      responseTimeout: 300,
      enquireLink: 300,
      enquireLinkTimeout: 300,
      onDeliver: () => new Promise((resolve) => releases.push(() => resolve(0))),
    });
    const answer = session.submit(MESSAGE, 'a');
    const { sequence } = await link.next('submit_sm');
    link.send(...Array.from({ length: 10 }, (_, i) => rawReceipt(i + 1)));
    while (releases.length < 10) await nextTurn();
    link.send(raw('submit_sm_resp', sequence, 0, 'x\0'), rawReceipt(11));
    await sleep(900);
    expect(releases).toHaveLength(10);
    expect(session.state).toBe('bound_trx');
    for (const release of releases) release();
    expect(await answer).toMatchObject({ kind: 'answered', messageId: 'x' });
    while (releases.length < 11) await nextTurn();
    releases[10]?.();
    for (let i = 0; i < 11; i++) expect(await link.next('deliver_sm_resp')).toMatchObject({ status: 0 });
  });

  it('does not count the time in which we did not read against an answer that comes after it', async () => {
    const releases: (() => void)[] = [];
    const [session, link] = await bound({
      maxPendingDelivers: 1,
      responseTimeout: 300,
      onDeliver: () => new Promise((resolve) => releases.push(() => resolve(0))),
    });
    const answer = session.submit(MESSAGE, 'a');
    const { sequence } = await link.next('submit_sm');
    link.send(rawReceipt(1));
    while (releases.length < 1) await nextTurn();
    await sleep(900);
    releases[0]?.();
    await link.next('deliver_sm_resp');
    await sleep(50);
    link.send(raw('submit_sm_resp', sequence, 0, 'x\0'));
    expect(await answer).toMatchObject({ kind: 'answered', messageId: 'x' });
  });

  it('a peer that asks without end and reads no answer is not fed without end, and is given up', async () => {
    const [session, link] = await bound({ enquireLink: 100, enquireLinkTimeout: 100 });
    const asked = Buffer.concat(Array.from({ length: 4_096 }, (_, i) => raw('enquire_link', i + 1)));
    const flood = Buffer.concat(Array.from({ length: 700 }, () => asked));
    link.socket.pause();
    link.send(flood);
    expect((await session.closed).name).toBe('EnquireLinkTimeout');
    expect(session.counters.bytesIn).toBeLessThan(flood.length);
  });
});

describe('keeping the link alive', () => {
  it('asks after silence, and goes on when answered', async () => {
    const [session, link] = await bound({ enquireLink: 50, enquireLinkTimeout: 5_000 });
    for (let i = 0; i < 3; i++) link.send(raw('enquire_link_resp', (await link.next('enquire_link')).sequence));
    expect(session.state).toBe('bound_trx');
  });

  it('gives the link up when enquire_link is not answered', async () => {
    const [session] = await bound({ enquireLink: 50, enquireLinkTimeout: 50 });
    const waiting = session.submit(MESSAGE, 'a');
    expect((await session.closed).name).toBe('EnquireLinkTimeout');
    expect(await waiting).toEqual({ kind: 'unanswered', reason: 'closed', onTheWire: true });
  });

  it('does not take a busy event loop for a silent peer', async () => {
    const [session, link] = await bound({ responseTimeout: 100, enquireLink: 60_000 });
    const answer = session.submit(MESSAGE, 'a');
    link.send(raw('submit_sm_resp', (await link.next('submit_sm')).sequence, 0, 'x\0'));
    await nextTurn();
    const until = performance.now() + 400;
    while (performance.now() < until);
    expect(await answer).toMatchObject({ kind: 'answered', messageId: 'x' });
  });
});

describe('the end of a session', () => {
  it.each<[LinkError['name'], (link: RawLink) => void]>([
    ['ClosedByPeer', (link) => link.socket.end()],
    ['ConnectionLost', (link) => link.socket.resetAndDestroy()],
    ['UnboundByPeer', (link) => link.send(raw('unbind', 1))],
    ['FramingError', (link) => link.send(Buffer.from([0, 0, 0, 3, 1, 2, 3, 4]))],
    ['FramingError', (link) => link.send(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))],
  ])('has the name %s, is told once, and settles what was in flight', async (name, end) => {
    const reasons: LinkError[] = [];
    const [session, link] = await bound({
      onClosed: (reason) => {
        reasons.push(reason);
        throw new Error('a bug in a listener');
      },
    });
    const answer = session.submit(MESSAGE, 'a');
    await link.next('submit_sm');
    end(link);
    expect(await answer).toEqual({ kind: 'unanswered', reason: 'closed', onTheWire: true });
    expect((await session.closed).name).toBe(name);
    expect(session.state).toBe('closed');
    session.destroy();
    await link.over;
    expect(reasons.map((reason) => reason.name)).toEqual([name]);
    expect(session.counters.listenerErrors).toBe(1);
  });

  it('answers the unbind of the peer first', async () => {
    const [session, link] = await bound();
    link.send(raw('unbind', 4));
    expect(await link.next('unbind_resp')).toMatchObject({ sequence: 4, status: 0 });
    await session.closed;
  });

  it('settles a response that came before the octets that make no sense', async () => {
    const [session, link] = await bound();
    const answer = session.submit(MESSAGE, 'a');
    link.send(
      raw('submit_sm_resp', (await link.next('submit_sm')).sequence, 0, 'x\0'),
      Buffer.from([0xff, 0xff, 0xff, 0xff]),
    );
    expect(await answer).toMatchObject({ kind: 'answered', messageId: 'x' });
    expect((await session.closed).name).toBe('FramingError');
  });

  it('by unbind waits for what is in flight, either way', async () => {
    let release = (_: number): void => {};
    const [session, link] = await bound({
      onDeliver: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    const answer = session.submit(MESSAGE, 'a');
    const { sequence } = await link.next('submit_sm');
    link.send(rawReceipt(1));
    const ended = session.unbind(60_000);
    expect(session.window.free).toBe(0);
    expect(await session.submit(MESSAGE, 'b')).toMatchObject({ kind: 'unsendable', error: { name: 'IllegalState' } });
    link.send(raw('submit_sm_resp', sequence, 0, 'x\0'));
    expect(await answer).toMatchObject({ messageId: 'x' });
    expect(link.heard.map(({ id }) => id)).not.toContain(6);
    release(0);
    await link.next('deliver_sm_resp');
    link.send(raw('unbind_resp', (await link.next('unbind')).sequence));
    expect((await ended).name).toBe('Unbound');
    await link.over;
  });

  it('by unbind does not wait for ever', async () => {
    const [session, link] = await bound({ responseTimeout: 100 });
    void session.submit(MESSAGE, 'a');
    const [one, two] = [session.unbind(20), session.unbind(20)];
    await link.next('unbind');
    expect((await one).name).toBe('Unbound');
    expect(await two).toBe(await one);
  });

  it('by unbind before a bind just closes', async () => {
    const [session, link] = await open();
    expect((await session.unbind(1_000)).name).toBe('Unbound');
    await link.over;
    expect(link.heard).toEqual([]);
  });

  it('by the peer while we unbind keeps the peer as the reason', async () => {
    const [session, link] = await bound();
    const ended = session.unbind(1_000);
    await link.next('unbind');
    link.socket.end();
    expect((await ended).name).toBe('ClosedByPeer');
  });
});
