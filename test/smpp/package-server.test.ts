import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Session as PackageSession, PDU, type Server } from 'smpp';
import { connect } from '../../smpp/connect';
import type { DataSm, DeliverSm } from '../../smpp/pdu';
import { TLV, tlvNumber, tlvText } from '../../smpp/tlv';

describe("a session with the smpp package's own server", () => {
  let server: Server;
  let port: number;
  let heard: PDU[];

  beforeEach(async () => {
    heard = [];
    server = createServer((session: PackageSession) => {
      session.on('error', () => {});
      session.on('pdu', (pdu: PDU) => heard.push(pdu));
      session.on('bind_transceiver', (pdu: PDU) => session.send(pdu.response({ system_id: 'theirs' })));
      session.on('unbind', (pdu: PDU) => session.send(pdu.response()));
      session.on('submit_sm', (pdu: PDU) => {
        const id = `id-${pdu.sequence_number}`;
        session.send(pdu.response({ message_id: id }));
        session.send(
          new PDU('deliver_sm', {
            source_addr: pdu.destination_addr,
            destination_addr: pdu.source_addr,
            esm_class: 4,
            short_message: Buffer.from(`id:${id} stat:DELIVRD err:000`),
            receipted_message_id: id,
            message_state: 2,
          }),
        );
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  afterEach(async () => {
    server.close();
    await once(server, 'close');
  });

  it('binds, submits, takes every receipt, and unbinds', async () => {
    const receipts: (DeliverSm | DataSm)[] = [];
    const onDeliver = async (pdu: DeliverSm | DataSm): Promise<number> => {
      receipts.push(pdu);
      return 0;
    };
    const connected = await connect({ host: '127.0.0.1', port, window: 50, onDeliver });
    if (!connected.ok) throw new Error(connected.error.message);
    const { session } = connected;
    expect(await session.bind({ mode: 'transceiver', systemId: 'waybill', password: 'secret' })).toEqual({
      kind: 'bound',
      systemId: 'theirs',
    });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        session.submit(
          {
            sourceAddr: 'ACME',
            destinationAddr: `6140000${String(i).padStart(4, '0')}`,
            dataCoding: 8,
            shortMessage: Buffer.from('h\u00e9', 'utf16le').swap16(),
            validityPeriod: '000000020000000R',
          },
          undefined,
        ),
      ),
    );
    while (receipts.length < 50) await once(server.sessions[0] as PackageSession, 'deliver_sm_resp');
    expect((await session.unbind(1_000)).name).toBe('Unbound');

    const ids = answers.map((answer) => answer.kind === 'answered' && answer.messageId);
    expect(new Set(ids).size).toBe(50);
    expect(receipts.map(({ tlvs }) => tlvText(tlvs, TLV.receipted_message_id)).sort()).toEqual([...ids].sort());
    expect(receipts.every(({ tlvs }) => tlvNumber(tlvs, TLV.message_state) === 2)).toBe(true);
    expect(heard.find(({ command }) => command === 'bind_transceiver')).toMatchObject({
      interface_version: 0x34,
      password: 'secret',
    });
    expect(heard.find(({ command }) => command === 'submit_sm')).toMatchObject({
      source_addr: 'ACME',
      data_coding: 8,
      short_message: { message: 'h\u00e9' },
    });
    expect(heard.filter(({ command }) => command === 'deliver_sm_resp').every((pdu) => pdu.command_status === 0)).toBe(
      true,
    );
  });
});
