import { bind, endAll, idOf, simulate, until } from './esme';

afterEach(endAll);

it('carries 20,000 messages over two binds: each is answered once, and receipted once, under the id it was given', async () => {
  const simulator = await simulate({ mix: 'delivered=1', record: false });
  const esmes = [await bind(simulator), await bind(simulator)];
  const ids = new Set<string>();
  let next = 0;
  const lane = async (esme: (typeof esmes)[number]): Promise<void> => {
    while (next < 20_000) {
      const answer = await esme.submit(String(61_400_000_000 + next++));
      expect(answer.command_status).toBe(0);
      ids.add(answer.message_id);
    }
  };
  await Promise.all(Array.from({ length: 200 }, (_, n) => lane(esmes[n % 2]!)));
  await until(() => simulator.stats().receiptsPending === 0);
  expect(simulator.stats()).toMatchObject({
    submits: 20_000,
    accepted: 20_000,
    refused: 0,
    throttled: 0,
    receiptsSent: 20_000,
    receiptsAcknowledged: 20_000,
  });
  const receipted = esmes.flatMap(({ delivered }) => delivered.map(idOf));
  expect(ids.size).toBe(20_000);
  expect(receipted).toHaveLength(20_000);
  expect(new Set(receipted)).toEqual(ids);
});
