import { toSubmitSm } from '../../carrier/to-submit-sm';
import { COMMAND_ID } from '../../smpp/command';
import { connect } from '../../smpp/connect';
import type { Session } from '../../smpp/session';
import type { BindMode } from '../../smpp/state';
import { type RawLink, type RawSmsc, raw, rawReceipt, startRawSmsc } from './raw-smsc';
import { message, now, profile, usual, variants } from './submit-variants';
import { type Dissection, dissect, hasTshark } from './tshark';

/**
 * What we put on the wire, read by Wireshark's dissector: written by others, from the specification alone. Everything here has gone
 * through a session and a socket.
 */

const hexOf = {
  latin1: (text: string) => Buffer.from(text, 'latin1').toString('hex'),
  ucs2: (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex'),
};

/** The octets of a whole text in hex, from its last part: put together again, or from whichever field carries them. */
function octetsOf(part: Dissection | undefined): string {
  const fields = ['gsm_sms_ud.short_msg', 'smpp.message_payload', 'smpp.message'];
  const [octets = ''] = fields.flatMap((field) => part?.first(field) ?? []);
  return octets.replaceAll(':', '');
}

let smsc: RawSmsc;

async function open(mode: BindMode): Promise<[Session, RawLink]> {
  const connected = await connect({
    host: '127.0.0.1',
    port: smsc.port,
    window: 1000,
    onDeliver: async (pdu) => (pdu.sequenceNumber % 2 === 0 ? 0 : 0x14),
  });
  if (!connected.ok) throw new Error(connected.error.message);
  const link = await smsc.accept();
  const login = {
    systemId: 'waybill',
    password: 'secret',
    systemType: 'SMPP',
    addrTon: 1,
    addrNpi: 1,
    addressRange: '^61',
  };
  await connected.session.bind({ mode, ...login });
  return [connected.session, link];
}

const framesOf = ({ heard }: RawLink) => heard.map(({ id, status, sequence, body }) => raw(id, sequence, status, body));

/** All variants, through one session; the frames that the SMSC heard. */
async function submitAll(): Promise<{ frames: Buffer[]; parts: number[] }> {
  const [session, link] = await open('transceiver');
  const parts = variants.map(({ profile: overrides = {}, message: patch = {} }) => {
    const made = toSubmitSm({ ...message, ...patch }, profile(overrides), now);
    for (const { request } of made) void session.submit(request, undefined);
    return made.length;
  });
  for (let left = parts.reduce((sum, count) => sum + count, 0); left > 0; left--) await link.next('submit_sm');
  session.destroy();
  await session.closed;
  return { frames: framesOf(link).filter((frame) => frame.readUInt32BE(4) === COMMAND_ID.submit_sm), parts };
}

/** A session that is asked everything an ESME can be asked, and ends by our own unbind or by the SMSC's. */
async function answerAll(ending: 'ours' | 'theirs'): Promise<Buffer[]> {
  const [session, link] = await open('transceiver');
  link.send(
    rawReceipt(2),
    rawReceipt(3),
    raw('data_sm', 4, 0, '\0\x01\x0161400000000\0\0\0ACME\0\x04\0\0'),
    raw('deliver_sm', 5, 0, 'cut off'),
    raw('enquire_link', 6),
    raw(0x00001234, 7),
    raw('submit_sm', 9),
  );
  for (const answer of ['deliver_sm_resp', 'deliver_sm_resp', 'deliver_sm_resp', 'data_sm_resp'] as const)
    await link.next(answer);
  for (const answer of ['enquire_link_resp', 'generic_nack', 'submit_sm_resp'] as const) await link.next(answer);
  if (ending === 'theirs') link.send(raw('unbind', 10));
  else void link.next('unbind').then(({ sequence }) => link.send(raw('unbind_resp', sequence)));
  await (ending === 'theirs' ? session.closed : session.unbind(1000));
  await link.over;
  return framesOf(link);
}

if (!hasTshark) process.stderr.write('dissect.test.ts is SKIPPED: tshark is not installed\n');
const title = hasTshark
  ? 'as tshark reads it'
  : 'as tshark reads it (SKIPPED: tshark is not installed; on Debian: apt-get install --no-install-recommends tshark)';

(hasTshark ? describe : describe.skip)(title, () => {
  beforeAll(async () => {
    smsc = await startRawSmsc();
  });
  afterAll(() => smsc.close());

  it('a PDU that is cut short is found out, so that finding nothing means something', () => {
    const [cut] = dissect([raw('submit_sm', 1, 0, '\0\x05\0ACME\0\x01\x01614')]);
    expect(cut?.faults).not.toEqual([]);
  });

  describe('submit_sm', () => {
    let dissections: Dissection[];
    let parts: number[];
    beforeAll(async () => {
      const submitted = await submitAll();
      parts = submitted.parts;
      dissections = dissect(submitted.frames);
    });

    const partsOf = (index: number) => {
      const from = parts.slice(0, index).reduce((sum, count) => sum + count, 0);
      return dissections.slice(from, from + (parts[index] ?? 0));
    };

    describe.each(variants.map((variant, index) => ({ index, ...variant })))('$name', (variant) => {
      const { index, shows = {}, message: patch = {}, parts: count = 1 } = variant;
      const { body, encoding } = { ...message, ...patch };

      it('is whole and without fault, in as many parts as it should be', () => {
        expect(partsOf(index).map(({ faults }) => faults)).toEqual(new Array(count).fill([]));
      });

      it('says what was meant', () => {
        const expected = { ...usual, ...shows };
        for (const part of partsOf(index)) {
          const shown = Object.fromEntries(Object.keys(expected).map((field) => [field, part.first(field)]));
          expect(shown).toEqual(expected);
        }
      });

      it('carries the text', () => {
        const made = partsOf(index);
        const octets = octetsOf(made.at(-1));
        const shown = made.flatMap((part) => part.all('smpp.message_text')).join('');
        if (encoding === 'gsm7') expect(shown || fromGsm(octets)).toBe(body);
        else expect(octets).toBe(hexOf[encoding](body));
        // Its own reading too, where it has one: it knows UCS-2 in the strict sense, without surrogate pairs.
        if (shown !== '' && !/\p{Emoji_Presentation}/u.test(body)) expect(shown).toBe(body);
      });

      const { tlvs } = variant;
      if (tlvs) {
        it('has its optional parameters, one by one', () => {
          const [first] = partsOf(index);
          expect(first?.all('smpp.opt_param_tag')).toEqual(tlvs.map(([tag]) => tag));
          for (const field of new Set(tlvs.map(([, name]) => name))) {
            const values = tlvs.filter(([, name]) => name === field).map(([, , value]) => value);
            expect([field, first?.all(field)]).toEqual([field, values]);
          }
        });
      }
    });

    it.each([
      ['udh8, GSM', 'gsm_sms.udh.mm', '25'],
      ['udh16, GSM', 'gsm_sms.udh.mm', '24345'],
    ])('%s numbers its parts', (name, prefix, reference) => {
      const made = partsOf(variants.findIndex((variant) => variant.name === name));
      expect(
        made.map((part) => ['msg_id', 'msg_parts', 'msg_part'].map((field) => part.first(`${prefix}.${field}`))),
      ).toEqual(made.map((_, index) => [reference, '3', String(index + 1)]));
    });

    it('an absolute validity is that instant', () => {
      const [part] = partsOf(variants.findIndex(({ name }) => name === 'an absolute validity'));
      const shown = part?.first('smpp.validity_period')?.replace(/\.0+/, '') ?? '';
      expect(new Date(shown)).toEqual(message.expiresAt);
    });
  });

  it.each([
    ['transceiver', '0x00000009'],
    ['transmitter', '0x00000002'],
    ['receiver', '0x00000001'],
  ] as const)('a bind as %s', async (mode, id) => {
    const [session, link] = await open(mode);
    session.destroy();
    await session.closed;
    const [bind] = dissect(framesOf(link));
    expect(bind?.faults).toEqual([]);
    expect(
      [
        'command_id',
        'system_id',
        'password',
        'system_type',
        'interface_version',
        'addr_ton',
        'addr_npi',
        'address_range',
      ].map((field) => bind?.first(`smpp.${field}`)),
    ).toEqual([id, 'waybill', 'secret', 'SMPP', String(0x34), '0x01', '0x01', '^61']);
  });

  it('what is said before a bind: an enquiry, and no to an outbind', async () => {
    const connected = await connect({ host: '127.0.0.1', port: smsc.port, enquireLink: 10 });
    if (!connected.ok) throw new Error(connected.error.message);
    const link = await smsc.accept();
    await link.next('enquire_link');
    link.send(raw('outbind', 8, 0, 'smsc\0secret\0'));
    await link.next('generic_nack');
    connected.session.destroy();
    await connected.session.closed;
    const dissections = dissect(framesOf(link));
    expect(dissections.flatMap(({ faults }) => faults)).toEqual([]);
    expect(dissections.map((pdu) => [pdu.first('smpp.command_id'), pdu.first('smpp.command_status')])).toEqual([
      ['0x00000015', undefined],
      ['0x80000000', '0x00000003'],
    ]);
  });

  it.each(['ours', 'theirs'] as const)('every answer, and the end by %s', async (ending) => {
    const dissections = dissect(await answerAll(ending));
    expect(dissections.flatMap(({ faults }) => faults)).toEqual([]);
    const seen = dissections.map((pdu) => {
      const [id, sequence, status] = ['command_id', 'sequence_number', 'command_status'].map((field) =>
        pdu.first(`smpp.${field}`),
      );
      return [id, sequence, status, pdu.first('smpp.message_id')];
    });
    const last =
      ending === 'ours' ? ['0x00000006', '2', undefined, undefined] : ['0x80000006', '10', '0x00000000', undefined];
    const inOrder = (rows: (string | undefined)[][]) => rows.map((row) => row.join(' ')).sort();
    expect(inOrder(seen)).toEqual(
      inOrder([
        ['0x00000009', '1', undefined, undefined],
        ['0x80000005', '2', '0x00000000', ''],
        ['0x80000005', '3', '0x00000014', ''],
        ['0x80000103', '4', '0x00000000', ''],
        ['0x80000005', '5', '0x00000008', ''],
        ['0x80000015', '6', '0x00000000', undefined],
        ['0x80000000', '7', '0x00000003', undefined],
        ['0x80000004', '9', '0x00000004', undefined],
        last,
      ]),
    );
  });
});

/** Octets of 3GPP TS 23.038 for the characters that the texts here are made of, written down by hand. */
function fromGsm(hex: string): string {
  return hex
    .replaceAll('1b65', '<€>')
    .replaceAll('1b3c', '<[>')
    .replaceAll('1b3e', '<]>')
    .replaceAll('7d', '<ñ>')
    .replace(
      /<(.)>|([0-9a-f]{2})/g,
      (_, known: string | undefined, octet: string) => known ?? String.fromCharCode(Number.parseInt(octet, 16)),
    );
}
