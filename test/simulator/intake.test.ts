import { bind, endAll, simulate, statOf } from './esme';

afterEach(endAll);

const statusesOf = async (answers: Promise<{ command_status: number }>[]): Promise<number[]> =>
  (await Promise.all(answers)).map(({ command_status }) => command_status);

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

describe('intake', () => {
  it('refuses what goes beyond the window, with ESME_RMSGQFUL, and frees it with each answer', async () => {
    const simulator = await simulate({ window: 5, responseDelay: 400 });
    const esme = await bind(simulator);
    const send = () => times(8, () => esme.submit('15005550500'));
    expect((await statusesOf(send())).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 0x14, 0x14, 0x14]);
    expect((await statusesOf(send())).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 0x14, 0x14, 0x14]);
    expect(simulator.stats()).toMatchObject({ submits: 16, accepted: 10, refused: 6 });
  });

  it('never holds the window against an ESME that keeps to it', async () => {
    const simulator = await simulate({ window: 5 });
    const esme = await bind(simulator);
    await Promise.all(
      times(5, async () => {
        for (let n = 0; n < 50; n++) expect((await esme.submit('15005550500')).command_status).toBe(0);
      }),
    );
    expect(simulator.stats().accepted).toBe(250);
  });

  it('counts the window of each link by itself', async () => {
    const simulator = await simulate({ window: 1, responseDelay: 100 });
    const [one, two] = [await bind(simulator), await bind(simulator)];
    expect(await statusesOf([one.submit('15005550500'), two.submit('15005550500')])).toEqual([0, 0]);
  });

  it('throttles above the rate, over all binds', async () => {
    const simulator = await simulate({ rate: 50 });
    const esmes = [await bind(simulator), await bind(simulator)];
    const statuses = await statusesOf(times(200, (n) => esmes[n % 2]!.submit('15005550500')));
    const accepted = statuses.filter((status) => status === 0).length;
    expect(new Set(statuses)).toEqual(new Set([0, 0x58]));
    expect(accepted).toBeGreaterThanOrEqual(50);
    expect(accepted).toBeLessThan(200);
    expect(simulator.stats()).toMatchObject({ submits: 200, accepted, throttled: 200 - accepted, refused: 0 });
  });

  it.each([
    ['a receipt asked for', 1, ['DELIVRD', 'UNDELIV']],
    ['none asked for', 0, []],
    ['only failures asked for', 2, ['UNDELIV']],
    ['only successes asked for', 3, ['DELIVRD']],
  ])('sends receipts as registered_delivery says: %s', async (_, registered_delivery, stats) => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    await esme.submit('15005550000', { registered_delivery });
    await esme.submit('15005550100', { registered_delivery });
    await esme.submit('15005550500', { registered_delivery });
    const received = await esme.untilDelivered(stats.length);
    expect(received.map(statOf)).toEqual(stats);
    expect(simulator.stats().receiptsPending).toBeLessThanOrEqual(stats.length);
  });

  it('gives every part of a long message an id and a receipt of its own', async () => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    const part = (header: number[]) => ({ esm_class: 0x40, short_message: Buffer.from([...header, 0x41, 0x42]) });
    const answers = await Promise.all([
      esme.submit('15005550000', part([5, 0, 3, 7, 2, 1])),
      esme.submit('15005550000', part([5, 0, 3, 7, 2, 2])),
      esme.submit('15005550000', part([6, 8, 4, 1, 7, 2, 1])),
      esme.submit('15005550000', { sar_msg_ref_num: 7, sar_total_segments: 2, sar_segment_seqnum: 1 }),
      esme.submit('15005550000', { short_message: '', message_payload: Buffer.alloc(5000, 0x43) }),
    ]);
    expect(answers.map(({ command_status }) => command_status)).toEqual([0, 0, 0, 0, 0]);
    await esme.untilDelivered(5);
    expect(new Set(esme.delivered.map(({ receipted_message_id }) => receipted_message_id))).toEqual(
      new Set(answers.map(({ message_id }) => message_id)),
    );
    const [first, , third, fourth, fifth] = simulator.submissions();
    expect(first!.udh).toEqual(Buffer.from([5, 0, 3, 7, 2, 1]));
    expect(first!.body.toString('latin1')).toBe('AB');
    expect(third!.udh).toEqual(Buffer.from([6, 8, 4, 1, 7, 2, 1]));
    expect(fourth!.sar).toEqual({ reference: 7, total: 2, segment: 1 });
    expect([fifth!.isPayload, fifth!.body.length]).toEqual([true, 5000]);
  });

  it('records what came, and how often the same was taken', async () => {
    const simulator = await simulate();
    const esme = await bind(simulator, { systemId: 'sender' });
    for (let n = 0; n < 3; n++) await esme.submit('+15005550600');
    const { message_id } = await esme.submit('15005550500', { short_message: Buffer.from('other') });
    await esme.submit('15005550500', { short_message: Buffer.from('other') });
    expect(simulator.stats().byNumber.get('+15005550600')).toEqual({ submits: 3, accepted: 1 });
    expect([...simulator.stats().byMessage.values()]).toEqual([
      { submits: 3, accepted: 1 },
      { submits: 2, accepted: 2 },
    ]);
    expect(simulator.submissions()[3]).toMatchObject({
      systemId: 'sender',
      bindType: 'transceiver',
      source: { ton: 5, npi: 0, addr: 'TESTER' },
      destination: { ton: 1, npi: 1, addr: '15005550500' },
      dataCoding: 0,
      esmClass: 0,
      registeredDelivery: 1,
      udh: undefined,
      body: Buffer.from('other'),
      messageId: message_id,
      status: 0,
    });
  });
});
