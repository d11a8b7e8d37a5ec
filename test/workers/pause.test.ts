import { setPaused } from '../../db/carrier-states';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { startNetwork, type TestNetwork, until } from './network';

let simulator: Simulator;
let network: TestNetwork;

beforeAll(async () => {
  simulator = await startSimulator({ record: true, receiptDelay: 0 });
  network = await startNetwork({ acme: { port: simulator.port } }, [{ carriers: ['acme'] }]);
});

afterAll(async () => {
  await network.close();
  await simulator.close();
});

const status = (id: string, wanted: string) =>
  until(
    () => network.row(id),
    (row) => row.status === wanted,
  );

it('a carrier that is paused begins no message, and goes on where it stopped', async () => {
  const before = await network.send('+15005550002', 'acme');
  await status(before, 'accepted');
  await setPaused(network.database.pool, 'acme', new Date());
  // The pause is heard within a second; messages sent until then may still go out.
  const held = await until(
    async () => {
      const id = await network.send('+15005550000', 'acme');
      await new Promise((resolve) => setTimeout(resolve, 300));
      return network.row(id);
    },
    (row) => row.status === 'queued',
  );
  // The bind is up all the while: receipts go on coming.
  await status(before, 'delivered');
  expect(simulator.stats().binds).toBe(1);
  expect((await network.row(held.id as string)).status).toBe('queued');

  await setPaused(network.database.pool, 'acme', null);
  await status(held.id as string, 'delivered');
});
