import net from 'node:net';
import fc from 'fast-check';
import type { Simulator } from '../../simulator/simulator';
import { bind, client, endAll, simulate, until } from './esme';

afterEach(endAll);

/** Sends bytes on a connection of their own, and gives what came back until the simulator, or in the end we, closed it. */
async function sendRaw(simulator: Simulator, ...chunks: Buffer[]): Promise<Buffer> {
  const socket = net.connect(simulator.port, simulator.host);
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (const chunk of chunks) await new Promise<void>((resolve) => socket.write(chunk, () => resolve()));
  socket.end();
  await closed;
  return Buffer.concat(received);
}

const pdu = (id: number, body: Buffer | number[], sequence = 9): Buffer => {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(16 + body.length, 0);
  header.writeUInt32BE(id, 4);
  header.writeUInt32BE(sequence, 12);
  return Buffer.concat([header, Buffer.from(body)]);
};

const BIND = Buffer.from((new client.PDU('bind_transceiver', { system_id: 'raw' }) as unknown as Encodable).toBuffer());
interface Encodable {
  toBuffer(): Buffer;
}

describe('garbage', () => {
  it.each([
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: smsc\r\n\r\n')],
    ['a length of 15', Buffer.from([0, 0, 0, 15, ...new Array<number>(12).fill(0)])],
    ['a length of 0', Buffer.alloc(64)],
    ['a length of 2 GiB', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 4])],
  ])('closes its link with a generic_nack, and no other: %s', async (_, bytes) => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    const answer = await sendRaw(simulator, bytes);
    expect([answer.readUInt32BE(4), answer.readUInt32BE(8)]).toEqual([0x80000000, 0x02]);
    expect((await esme.submit('15005550500')).command_status).toBe(0);
    expect(simulator.stats().garbled).toBe(1);
  });

  it('after a bind ends that bind', async () => {
    const simulator = await simulate();
    await sendRaw(simulator, BIND, Buffer.from('total nonsense, but long enough'));
    await until(() => simulator.stats().links === 0);
    expect(simulator.stats()).toMatchObject({ garbled: 1, binds: 0, peakBinds: 1 });
  });

  it.each([
    ['a submit_sm without a body', [], 0x15],
    ['a service_type without its NUL', Buffer.from('CMTCMTCMT'), 0x15],
    [
      'an sm_length beyond the end',
      [0, 1, 1, 0x31, 0, 1, 1, 0x31, 0x32, 0x33, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 200, 65],
      0x01,
    ],
    [
      'a TLV cut short',
      [0, 1, 1, 0, 1, 1, 0x31, 0x32, 0x33, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 65, 0x04, 0x24, 0, 9, 1],
      0xc0,
    ],
    [
      'a TLV of the wrong length',
      [0, 1, 1, 0, 1, 1, 0x31, 0x32, 0x33, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 65, 2, 0x0e, 0, 0],
      0xc2,
    ],
  ])('in a submit_sm is refused, and the link stays: %s', async (_, body, status) => {
    const simulator = await simulate();
    const answer = await sendRaw(simulator, BIND, pdu(0x04, body), pdu(0x15, []));
    const response = answer.subarray(answer.readUInt32BE(0));
    expect([response.readUInt32BE(4), response.readUInt32BE(8), response.readUInt32BE(12)]).toEqual([
      0x80000004,
      status,
      9,
    ]);
    expect(response.subarray(16).readUInt32BE(4)).toBe(0x80000015);
  });

  it('of any shape leaves the simulator alive', async () => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    const commandId = fc.constantFrom(
      1,
      2,
      4,
      5,
      6,
      9,
      0x15,
      0x21,
      0x103,
      0x80000000,
      0x80000005,
      0x80000006,
      0x80000015,
    );
    const anyPdu = fc
      .tuple(commandId, fc.uint8Array({ maxLength: 80 }))
      .map(([id, body]) => pdu(id, Buffer.from(body)));
    const bytes = fc.oneof(
      anyPdu,
      fc.uint8Array({ maxLength: 60 }).map((raw) => Buffer.from(raw)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 6 }), fc.boolean(), async (chunks, bound) => {
        await sendRaw(simulator, ...(bound ? [BIND, ...chunks] : chunks));
      }),
      { numRuns: 150 },
    );
    expect((await esme.submit('15005550500')).command_status).toBe(0);
    await until(() => simulator.stats().links === 1);
  });
});
