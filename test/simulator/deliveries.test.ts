import { bind, endAll, idOf, type Pdu, simulate, until } from './esme';

afterEach(endAll);

describe('deliveries', () => {
  it.each([0x08, 0x14, 0x64])('refused with %i come again until they are acknowledged', async (status) => {
    const simulator = await simulate();
    let refusals = 3;
    const esme = await bind(simulator, { answer: () => (refusals-- > 0 ? status : 0) });
    await esme.submit('15005550000');
    await until(() => simulator.stats().receiptsAcknowledged === 1);
    expect(new Set(esme.delivered.map(idOf)).size).toBe(1);
    expect(simulator.stats()).toMatchObject({ receiptsSent: 4, receiptsRefused: 3, receiptsPending: 0 });
  });

  it('without an answer come again', async () => {
    const simulator = await simulate({ receiptTimeout: 30 });
    let silences = 2;
    const esme = await bind(simulator, { answer: () => (silences-- > 0 ? undefined : 0) });
    await esme.submit('15005550000');
    await until(() => simulator.stats().receiptsPending === 0);
    expect(simulator.stats()).toMatchObject({ receiptsSent: 3, receiptsAcknowledged: 1 });
  });

  it('are given up after the agreed number of tries', async () => {
    const simulator = await simulate({ receiptTries: 3 });
    const esme = await bind(simulator, { answer: () => 0x08 });
    await esme.submit('15005550000');
    await until(() => simulator.stats().receiptsAbandoned === 1);
    expect(simulator.stats()).toMatchObject({ receiptsSent: 3, receiptsAcknowledged: 0, receiptsPending: 0 });
  });

  it('survive the loss of the link, whether waiting or not yet acknowledged', async () => {
    const simulator = await simulate({ receiptWindow: 2 });
    const first = await bind(simulator, { answer: () => undefined });
    for (let n = 0; n < 5; n++) await first.submit('15005550000');
    await first.untilDelivered(2);
    simulator.dropLinks();
    await first.closed;
    const second = await bind(simulator);
    await second.untilDelivered(5);
    await until(() => simulator.stats().receiptsPending === 0);
    expect(new Set(second.delivered.map(idOf)).size).toBe(5);
    expect(first.delivered).toHaveLength(2);
  });

  it('keep to the receipt window', async () => {
    const simulator = await simulate({ receiptWindow: 3 });
    const held: Pdu[] = [];
    const esme = await bind(simulator, { answer: (pdu) => void held.push(pdu) });
    for (let n = 0; n < 10; n++) await esme.submit('15005550000');
    await esme.untilDelivered(3);
    await esme.request('enquire_link');
    for (let acknowledged = 0; acknowledged < 10; acknowledged++) {
      expect(esme.delivered.length - acknowledged).toBeLessThanOrEqual(3);
      await esme.untilDelivered(acknowledged + 1);
      esme.session.send(held[acknowledged]!.response());
    }
    await until(() => simulator.stats().receiptsPending === 0);
  });

  it('are spread over the receivers of their system_id, and go to no other', async () => {
    const simulator = await simulate();
    const transmitter = await bind(simulator, { type: 'transmitter' });
    const receivers = [await bind(simulator, { type: 'receiver' }), await bind(simulator)];
    const stranger = await bind(simulator, { systemId: 'stranger' });
    for (let n = 0; n < 10; n++) await transmitter.submit('15005550000');
    await until(() => simulator.stats().receiptsPending === 0);
    expect(receivers.map(({ delivered }) => delivered.length)).toEqual([5, 5]);
    expect(stranger.delivered).toEqual([]);
  });

  it('wait for a receiver', async () => {
    const simulator = await simulate();
    const transmitter = await bind(simulator, { type: 'transmitter' });
    await transmitter.submit('15005550000');
    expect(simulator.stats()).toMatchObject({ receiptsSent: 0, receiptsPending: 1 });
    await (await bind(simulator, { type: 'receiver' })).untilDelivered(1);
  });
});

describe('a stall', () => {
  it('reads but says nothing, and lets receipts out when it ends', async () => {
    const simulator = await simulate({ receiptDelay: 60, mix: 'delivered=1' });
    const esme = await bind(simulator);
    await esme.submit('61400000001');
    simulator.stall();
    const before = esme.commands.length;
    void esme.submit('61400000002');
    void esme.request('enquire_link');
    await until(() => simulator.stats().submits === 2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(esme.commands.length).toBe(before);
    expect(simulator.stats()).toMatchObject({ accepted: 1, silent: 1, receiptsSent: 0, receiptsPending: 1 });
    simulator.unstall();
    await esme.untilDelivered(1);
    expect((await esme.submit('61400000003')).command_status).toBe(0);
  });
});

describe('inbound messages', () => {
  it('arrive as they were written', async () => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    await simulator.sendInbound({ from: '+61400000001', to: '12345', body: 'STOP {€}' });
    expect(esme.delivered[0]).toMatchObject({
      esm_class: 0,
      data_coding: 0,
      source_addr: '61400000001',
      source_addr_ton: 1,
      destination_addr: '12345',
      short_message: { message: 'STOP {€}' },
    });
  });

  it.each([
    ['GSM 03.38', 'x€'.repeat(200), 0],
    ['UCS-2', 'ж😀'.repeat(100), 8],
  ])('longer than one SMS arrive in parts, no character cut: %s', async (_, body, dataCoding) => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    await simulator.sendInbound({ from: 'SHOP', to: '12345', body });
    const parts = esme.delivered;
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every((part) => part.data_coding === dataCoding && part.esm_class === 0x40)).toBe(true);
    expect(parts.map(({ short_message }) => short_message.message).join('')).toBe(body);
    expect(parts.map(({ short_message }) => short_message.udh?.[0]?.at(-1))).toEqual(parts.map((__, n) => n + 1));
  });

  it('arrive with the parts that were asked for, in that order', async () => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    await simulator.sendInbound({ from: '61400000001', to: '12345', body: 'x'.repeat(400), parts: [3, 1, 3] });
    expect(esme.delivered.map(({ short_message }) => short_message.udh?.[0]?.at(-1))).toEqual([3, 1, 3]);
    const impossible = simulator.sendInbound({ from: '61400000001', to: '12345', body: 'x', parts: [2] });
    await expect(impossible).rejects.toThrow('there is no part 2 of 1');
  });

  it('come again when they were refused', async () => {
    const simulator = await simulate();
    let refusals = 1;
    const esme = await bind(simulator, { answer: () => (refusals-- > 0 ? 0x08 : 0) });
    await simulator.sendInbound({ from: '61400000001', to: '12345', body: 'again' });
    expect(esme.delivered).toHaveLength(2);
  });

  it('need someone who once bound', async () => {
    const simulator = await simulate();
    await expect(simulator.sendInbound({ from: '1', to: '2', body: 'x' })).rejects.toThrow(/bind a receiver first/);
  });
});
