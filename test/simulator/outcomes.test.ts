import { OUTCOMES } from '../../simulator/outcomes';
import { bind, endAll, idOf, type Pdu, simulate, statOf, until } from './esme';

afterEach(endAll);

const number = (code: string): string => `1500555${code}00`;

/** The answers to submitting one message until it is taken, at most three times, and the states of its receipts in order. */
const EXPECTED: Record<string, { statuses: number[]; stats: string[] }> = {
  '00': { statuses: [0], stats: ['DELIVRD'] },
  '01': { statuses: [0], stats: ['UNDELIV'] },
  '02': { statuses: [0x0b, 0x0b, 0x0b], stats: [] },
  '03': { statuses: [0], stats: ['REJECTD'] },
  '04': { statuses: [0], stats: ['EXPIRED'] },
  '05': { statuses: [0], stats: [] },
  '06': { statuses: [0x58, 0x58, 0], stats: ['DELIVRD'] },
  '07': { statuses: [0], stats: ['ENROUTE', 'ACCEPTD', 'DELIVRD'] },
  '08': { statuses: [0], stats: ['DELIVRD', 'ENROUTE', 'DELIVRD'] },
  '09': { statuses: [0], stats: ['DELIVRD', 'READ'] },
  '10': { statuses: [0x08, 0x08, 0x08], stats: [] },
  '13': { statuses: [0], stats: ['DELIVRD'] },
  '14': { statuses: [0], stats: ['DELETED'] },
  '15': { statuses: [0], stats: ['DELIVRD'] },
};

describe('the number table', () => {
  it('has the sixteen codes 00 to 15, each with a name of its own', () => {
    expect(OUTCOMES.map(({ code }) => code)).toEqual(Array.from({ length: 16 }, (_, n) => String(n).padStart(2, '0')));
    expect(new Set(OUTCOMES.map(({ name }) => name)).size).toBe(16);
  });

  it.each(OUTCOMES.filter(({ code }) => code in EXPECTED))('$code: $happens', async ({ code }) => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    const answers: Pdu[] = [];
    do answers.push(await esme.submit(`+${number(code)}`));
    while (answers.at(-1)!.command_status !== 0 && answers.length < 3);
    expect(answers.map(({ command_status }) => command_status)).toEqual(EXPECTED[code]!.statuses);

    await esme.untilDelivered(EXPECTED[code]!.stats.length);
    await until(() => simulator.stats().receiptsPending === 0);
    expect(esme.delivered.map(statOf)).toEqual(EXPECTED[code]!.stats);
    if (code !== '15') {
      for (const receipt of esme.delivered) {
        expect(idOf(receipt)).toBe(answers.at(-1)!.message_id);
        expect(receipt.receipted_message_id).toBe(answers.at(-1)!.message_id);
      }
    }
  });

  it('06 throttles each message by itself', async () => {
    const esme = await bind(await simulate());
    const send = (text: string) => esme.submit(number('06'), { short_message: Buffer.from(text) });
    const statuses: number[] = [];
    for (const text of ['one', 'two', 'one', 'two', 'one', 'two']) statuses.push((await send(text)).command_status);
    expect(statuses).toEqual([0x58, 0x58, 0x58, 0x58, 0, 0]);
  });

  it('09 sends its second receipt as a user acknowledgement', async () => {
    const esme = await bind(await simulate());
    await esme.submit(number('09'));
    const [delivered, read] = await esme.untilDelivered(2);
    expect([delivered!.esm_class, delivered!.message_state]).toEqual([0x04, 2]);
    expect([read!.esm_class, read!.message_state]).toEqual([0x10, undefined]);
  });

  it('11 is never answered, while the link lives on', async () => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    let answered = false;
    void esme.submit(number('11')).then(() => {
      answered = true;
    });
    expect((await esme.submit(number('00'))).command_status).toBe(0);
    expect((await esme.request('enquire_link')).command_status).toBe(0);
    expect(answered).toBe(false);
    expect(simulator.stats()).toMatchObject({ submits: 2, accepted: 1, silent: 1 });
  });

  it('12 drops the link without an answer, and its receipt comes on the next one', async () => {
    const simulator = await simulate({ maxBinds: 1 });
    const first = await bind(simulator);
    let answered = false;
    void first.submit(number('12')).then(() => {
      answered = true;
    });
    expect((await first.submit(number('05'))).command_status).toBe(0);
    await first.closed;
    expect(answered).toBe(false);
    const [receipt] = await (await bind(simulator)).untilDelivered(1);
    expect(statOf(receipt!)).toBe('DELIVRD');
    expect(idOf(receipt!)).toBe(simulator.submissions()[0]!.messageId);
    expect(simulator.submissions()[0]!.status).toBeUndefined();
  });

  it('13 sends the receipt before the response', async () => {
    const esme = await bind(await simulate());
    await esme.submit(number('13'));
    expect(esme.commands.slice(1)).toEqual(['deliver_sm', 'submit_sm_resp']);
  });

  it('15 gives the id in hexadecimal with a letter, and in decimal in the receipt', async () => {
    const esme = await bind(await simulate());
    const { message_id: id } = await esme.submit(number('15'));
    const [receipt] = await esme.untilDelivered(1);
    expect(id).toMatch(/^[A-F][0-9A-F]{15}$/);
    expect(idOf(receipt!)).toBe(BigInt(`0x${id}`).toString());
    expect(receipt!.receipted_message_id).toBe(idOf(receipt!));
  });
});
