import { OUTCOMES } from '../../simulator/outcomes';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { type Answer, type Platform, preparePlatform } from './platform';
import { sentTwice, statusOf } from './truth';

jest.setTimeout(120_000);

const forms = ['udh8', 'udh16', 'sar', 'payload'] as const;
const quick = {
  response_timeout: '2s',
  validity: '6s',
  receipts: { grace: '1s' },
  in_doubt: { after: '3s' },
  retry: { attempts: 3, first: '200ms', cap: '1s' },
  throttle_pause: '300ms',
  rebind: { first: '100ms' },
};

let simulator: Simulator;
let platform: Platform;
beforeAll(async () => {
  simulator = await startSimulator({ record: true, receiptDelay: 100, mix: 'delivered=1' });
  const { port } = simulator;
  platform = await preparePlatform({
    carriers: {
      // A link that drops takes receipts of others along, which come twice then: those messages have a link of their own.
      dropping: { port, ...quick },
      main: { port, binds: 2, window: 100, ...quick },
      again: { port, ...quick, in_doubt: { after: '1s', policy: 'resend' } },
      ...Object.fromEntries(forms.map((form) => [form, { port, long_messages: form, ...quick }])),
    },
    routes: [
      ...forms.map((form) => ({ match: { sender: form.toUpperCase() }, carriers: [form] })),
      { match: { sender: 'AGAIN' }, carriers: ['again'] },
      { match: { prefix: '+150055512' }, carriers: ['dropping'] },
      { carriers: ['main'] },
    ],
  });
  await Promise.all([platform.start('web'), platform.start('submit'), platform.start('timer')]);
});
afterAll(async () => {
  await platform?.stop();
  await simulator?.close();
});

/** What the error of a message says, by outcome; the others have none. */
const errors: Readonly<Record<string, string>> = {
  undelivered: 'undeliverable',
  refused: 'invalid_number',
  rejected: 'carrier_rejected',
  expired: 'carrier_expired',
  none: 'receipt_timeout',
  syserr: 'retries_exhausted',
  silent: 'response_lost',
  deleted: 'deleted',
};

/** The steps of a timeline, by outcome. */
const steps: Readonly<Record<string, readonly string[]>> = {
  delivered: ['receipt'],
  undelivered: ['receipt'],
  refused: ['refused'],
  rejected: ['receipt'],
  expired: ['receipt'],
  none: ['timer'],
  throttled: ['deferred', 'deferred', 'receipt'],
  intermediate: ['receipt', 'receipt', 'receipt'],
  disordered: ['receipt', 'receipt', 'receipt'],
  read: ['receipt', 'receipt'],
  syserr: ['deferred', 'deferred', 'deferred'],
  silent: ['in_doubt', 'timer'],
  dropped: ['in_doubt', 'receipt'],
  early: ['receipt'],
  deleted: ['receipt'],
  hex: ['receipt'],
};

interface Step {
  readonly type: string;
  readonly detail: { readonly raw?: string };
}

/** The steps besides those that a message's own times tell (queued, sent, accepted and the final one). */
function typesOf(timeline: readonly Step[]): string[] {
  const told = new Set(Object.values(steps).flat());
  return timeline.map(({ type }) => type).filter((type) => told.has(type));
}

describe('the sixteen outcomes, sent over HTTP', () => {
  const copies = 3;
  const shown = new Map<string, Answer['body']>();
  let batchId: string;
  beforeAll(async () => {
    const messages = OUTCOMES.flatMap(({ code, name }) =>
      Array.from({ length: copies }, (_, copy) => ({
        to: `+1500555${code}0${Math.min(copy, 1)}`,
        from: `COPY${copy}`,
        body: `${name} ${copy}`,
        request_read: name === 'read',
        client_ref: `${name}/${copy}`,
      })),
    );
    batchId = await platform.send(messages);
    for (const { id } of await platform.settled(batchId)) {
      const { body } = await platform.call('GET', `/v1/messages/msg_${id}`);
      shown.set(body.client_ref, body);
    }
  });

  describe.each(OUTCOMES.map(({ name, happens }) => ({ name, happens })))('$name: $happens', ({ name }) => {
    const all = () => Array.from({ length: copies }, (_, copy) => shown.get(`${name}/${copy}`));

    it(`ends ${statusOf[name]}`, () => {
      expect(all().map(({ status, final }) => ({ status, final }))).toEqual(
        new Array(copies).fill({ status: statusOf[name], final: true }),
      );
    });

    it('says why', () => {
      expect(all().map(({ error }) => error?.code)).toEqual(new Array(copies).fill(errors[name]));
    });

    it('tells each step, and keeps what each receipt said', () => {
      for (const { timeline } of all()) {
        expect(typesOf(timeline)).toEqual(steps[name]);
        for (const { type, detail } of timeline) if (type === 'receipt') expect(detail.raw).toMatch(/^id:.* stat:/);
      }
    });
  });

  it('the counts of the batch are those of its messages', async () => {
    const { body } = await platform.call('GET', `/v1/batches/${batchId}`);
    const counts: Record<string, number> = {};
    for (const { name } of OUTCOMES) {
      const status = statusOf[name] as string;
      counts[status] = (counts[status] ?? 0) + copies;
    }
    expect(body.counts).toEqual({ queued: 0, sent: 0, accepted: 0, ...counts });
    expect(body).toMatchObject({ total: 16 * copies, final_count: 16 * copies, percent: 100 });
  });

  it('nothing was sent twice', () => {
    expect(sentTwice(simulator)).toEqual([]);
  });
});

describe('messages of several parts', () => {
  const texts = [
    { name: 'gsm7, 2 parts', body: 'a'.repeat(200), parts: 2 },
    { name: 'gsm7 with the extension table, 3 parts', body: '€[x] '.repeat(50), parts: 3 },
    { name: 'ucs2, 2 parts', body: 'ж'.repeat(100), parts: 2 },
    { name: 'ucs2 with surrogate pairs, 3 parts', body: 'привет 👍 '.repeat(17), parts: 3 },
  ];
  const submissionsTo = (number: string) =>
    simulator.submissions().filter(({ destination }) => destination.addr === number.slice(1));

  it.each(forms)('are delivered whole by %s', async (form) => {
    const batchId = await platform.send(
      texts.map(({ body }, index) => ({ to: `+6141100000${index}`, from: form.toUpperCase(), body })),
    );
    const rows = await platform.settled(batchId);
    expect(rows.map(({ status }) => status)).toEqual(texts.map(() => 'delivered'));
    for (const [index, { name, parts }] of texts.entries()) {
      const sent = submissionsTo(`+6141100000${index}`).filter(({ source }) => source.addr === form.toUpperCase());
      expect([name, sent.length]).toEqual([name, form === 'payload' ? 1 : parts]);
    }
    expect(sentTwice(simulator)).toEqual([]);
  });
});

describe('a carrier whose policy for doubts is to send again', () => {
  it('gets what it never answered once more, and the message is marked', async () => {
    const batchId = await platform.send([{ to: '+15005551107', from: 'AGAIN', body: 'again' }]);
    const [row] = await platform.settled(batchId);
    expect(row).toMatchObject({ status: 'unknown', error: 'response_lost', possibleDuplicate: true, attempts: 2 });
    expect(simulator.stats().byNumber.get('15005551107')).toEqual({ submits: 2, accepted: 0 });
    const { body } = await platform.call('GET', `/v1/messages/msg_${row?.id}`);
    expect(body.possible_duplicate).toBe(true);
    expect(typesOf(body.timeline)).toEqual(['in_doubt', 'timer', 'in_doubt', 'timer']);
  });
});
