import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { newTally, profiles, readStream } from '../../bench/fuzz/read';
import { damagedStream } from '../../bench/fuzz/stream';
import { fromDeliverSm } from '../../carrier/from-deliver-sm';
import { connect } from '../../smpp/connect';
import type { DeliverHandler } from '../../smpp/deliveries';
import { encode } from '../../smpp/encode';
import type { Session } from '../../smpp/session';
import { TLV } from '../../smpp/tlv';
import { type RawLink, type RawSmsc, raw, rawReceipt, startRawSmsc } from './raw-smsc';

/** Damaged PDUs on the path from the socket to the ledger's door. `npx tsx bench/fuzz.ts` does the same for as long as it is let. */

/** New ones in every run; a failure names its seed. */
const seeds = (count: number) => {
  const first = Date.now() & 0x7fffffff;
  return Array.from({ length: count }, (_, index) => first + index);
};

function readAll(list: readonly number[]) {
  const tally = newTally();
  for (const seed of list) {
    try {
      readStream(damagedStream(seed), tally);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  return tally;
}

describe('from octets to receipts and inbound messages', () => {
  it('nothing that is damaged throws, and all that comes out fits where it goes', () => {
    const tally = readAll(seeds(6_000));
    // The damage must be of all kinds, or this would prove little.
    for (const [kind, count] of Object.entries(tally)) expect([kind, count]).toEqual([kind, expect.any(Number)]);
    expect(Object.values(tally).every((count) => count > 20)).toBe(true);
  });

  it.each([
    'id:',
    'stat:',
    'text:',
    'id:1 stat:',
    'submit date:',
    'done  date :',
    ' ',
    '\t:',
    'DELIVRD ',
    '\0',
    ',',
    '9',
    'a-',
    '\xff',
    '\0i',
  ])('the largest bodies of nothing but %j are read in a time that grows with them alone', (token) => {
    const body = Buffer.from(token.repeat(Math.floor(65_000 / token.length)), 'latin1');
    // Were it to grow with the square, these would take minutes, and the test run would end them.
    for (const esmClass of [0x00, 0x04, 0x44]) {
      const tlvs = new Map([[TLV.message_payload, body]]);
      const encoded = encode({ command: 'data_sm', sequenceNumber: 1, sourceAddr: '61400000000', esmClass, tlvs });
      if (!encoded.ok) throw new Error(encoded.error.message);
      const tally = newTally();
      for (let times = 0; times < 5; times++) readStream([encoded.frame], tally);
      expect(tally.frames).toBe(5);
    }
  });

  it('memory stays where it was', () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const used = () => {
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    readAll(seeds(500));
    const before = used();
    readAll(seeds(3_000));
    // They were some 20 MB of octets and far more of text.
    expect(used() - before).toBeLessThan(8_000_000);
  });
});

describe('through a session', () => {
  let smsc: RawSmsc;
  beforeAll(async () => {
    smsc = await startRawSmsc();
  });
  afterAll(() => smsc.close());

  async function bound(onDeliver: DeliverHandler, enquireLink: number): Promise<[Session, RawLink]> {
    const timing = { enquireLink, enquireLinkTimeout: 400 };
    const connected = await connect({ host: '127.0.0.1', port: smsc.port, onDeliver, ...timing });
    if (!connected.ok) throw new Error(connected.error.message);
    const link = await smsc.accept();
    expect(await connected.session.bind({ mode: 'transceiver', systemId: 'waybill' })).toMatchObject({ kind: 'bound' });
    return [connected.session, link];
  }

  it('a link that carries damaged PDUs is never deaf: it answers on, or it is closed for a reason with a name', async () => {
    const ends: Record<string, number> = {};
    for (const seed of seeds(80)) {
      const [session, link] = await bound(async (pdu) => {
        for (const profile of profiles) fromDeliverSm(pdu, profile, new Date());
        return 0;
      }, 100);
      for (const chunk of damagedStream(seed)) link.send(chunk);
      link.send(raw('enquire_link', 0x12345));
      const heard = async () => {
        while ((await link.next('enquire_link_resp')).sequence !== 0x12345);
        return 'answered';
      };
      const end = await Promise.race([heard(), session.closed.then(({ name }) => name)]);
      ends[end] = (ends[end] ?? 0) + 1;
      session.destroy();
      await session.closed;
    }
    const known = ['answered', 'FramingError', 'EnquireLinkTimeout', 'UnboundByPeer'];
    expect(Object.keys(ends).filter((end) => !known.includes(end))).toEqual([]);
    expect(ends.answered).toBeGreaterThan(0);
    expect(ends.FramingError).toBeGreaterThan(0);
  });

  it('a flood of receipts is taken in bounded helpings, each is answered, and what comes behind it is heard', async () => {
    let pending = 0;
    let most = 0;
    const [session, link] = await bound(async () => {
      pending += 1;
      most = Math.max(most, pending);
      await new Promise(setImmediate);
      pending -= 1;
      return 0;
    }, 60_000);
    const count = 30_000;
    for (let from = 0; from < count; from += 1000)
      link.send(
        ...Array.from({ length: 1000 }, (_, index) => rawReceipt(from + index + 1, `id:${from + index} stat:DELIVRD`)),
      );
    link.send(raw('enquire_link', 0x7000000));
    while ((await link.next('enquire_link_resp')).sequence !== 0x7000000);
    while (pending > 0) await new Promise(setImmediate);
    session.destroy();
    await session.closed;
    expect(session.counters.pdusIn).toBeGreaterThan(count);
    // Its limit of unanswered ones, and what one more read may bring.
    expect(most).toBeLessThan(2_000 + 65_536 / 60);
  });
});
