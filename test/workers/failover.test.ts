import { createServer } from 'node:net';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { startNetwork, type TestNetwork, until } from './network';

/** A port where nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

let simulators: Simulator[] = [];
let network: TestNetwork | undefined;

async function simulator(options: object = {}): Promise<Simulator> {
  const started = await startSimulator({ record: true, receiptDelay: 0, ...options });
  simulators.push(started);
  return started;
}

afterEach(async () => {
  await network?.close();
  await Promise.all(simulators.map((each) => each.close()));
  simulators = [];
});

describe('failover', () => {
  it('hands what waits for a carrier that is down to the next carrier of the route, at its price', async () => {
    const backup = await simulator();
    network = await startNetwork(
      {
        acme: { port: await deadPort() },
        backup: { port: backup.port, price: { amount: '0.0500', currency: 'AUD' } },
      },
      [{ carriers: ['acme', 'backup'] }],
    );
    const id = await network.send('+15005550000', 'acme');
    const row = await until(
      () => (network as TestNetwork).row(id),
      ({ status }) => status === 'delivered',
    );
    expect(row).toMatchObject({ carrier: 'backup', price: '0.050000', currency: 'AUD' });
    const events = await network.events(id);
    expect(events[0]).toEqual({
      kind: 'rerouted',
      detail: { from: 'acme', to: 'backup', reason: 'carrier_down' },
    });
    expect(backup.stats().submits).toBe(1);
  });

  it('leaves what has no other carrier to go to', async () => {
    const backup = await simulator();
    network = await startNetwork({ acme: { port: await deadPort() }, backup: { port: backup.port } }, [
      { match: { prefix: '+1' }, carriers: ['acme'] },
      { carriers: ['acme', 'backup'] },
    ]);
    const stays = await network.send('+15005550000', 'acme');
    const goes = await network.send('+61412345678', 'acme');
    await until(
      () => (network as TestNetwork).row(goes),
      ({ carrier }) => carrier === 'backup',
    );
    expect(await network.row(stays)).toMatchObject({ status: 'queued', carrier: 'acme' });
  });

  it('leaves a carrier that refuses everything for now, whose bind is up', async () => {
    const [acme, backup] = [await simulator({ mix: 'syserr=1' }), await simulator({ mix: 'delivered=1' })];
    const patient = { attempts: 100, first: '100ms', cap: '200ms' };
    network = await startNetwork({ acme: { port: acme.port, retry: patient }, backup: { port: backup.port } }, [
      { carriers: ['acme', 'backup'] },
    ]);
    const id = await network.send('+61412345678', 'acme');
    const row = await until(
      () => (network as TestNetwork).row(id),
      ({ status }) => status === 'delivered',
    );
    expect(row).toMatchObject({ carrier: 'backup', attempts: 1 });
    const reasons = (await network.events(id)).map(({ kind, detail }) => [kind, detail.reason]);
    expect(reasons).toContainEqual(['rerouted', 'carrier_refusing']);
  });

  it('goes to the first carrier again when that one is back', async () => {
    const port = await deadPort();
    const backup = await simulator();
    network = await startNetwork({ acme: { port }, backup: { port: backup.port } }, [{ carriers: ['acme', 'backup'] }]);
    const first = await network.send('+15005550000', 'acme');
    await until(
      () => (network as TestNetwork).row(first),
      ({ carrier }) => carrier === 'backup',
    );
    await simulator({ port });
    const { knex } = network.database;
    await until(
      () => knex('carrier_states').where({ carrier: 'acme' }).first(),
      (state) => state.unfit_since === null,
    );
    const second = await network.send('+15005550001', 'acme');
    const row = await until(
      () => (network as TestNetwork).row(second),
      ({ status }) => status === 'delivered',
    );
    expect(row.carrier).toBe('acme');
  });
});

describe('a carrier that refuses a message for good', () => {
  it('is followed by the next one where the route says so', async () => {
    const [acme, backup] = [await simulator(), await simulator({ mix: 'delivered=1' })];
    network = await startNetwork({ acme: { port: acme.port }, backup: { port: backup.port } }, [
      { carriers: ['acme', 'backup'], on_rejected: 'next' },
    ]);
    // Refused by both: it ends, with what the last one said.
    const id = await network.send('+15005550200', 'acme');
    const row = await until(
      () => (network as TestNetwork).row(id),
      ({ status }) => status === 'rejected',
    );
    expect(row).toMatchObject({ carrier: 'backup', error_code: 'invalid_number' });
    expect((await network.events(id)).map(({ kind }) => kind)).toEqual(['rerouted', 'refused']);
    expect([acme.stats().submits, backup.stats().submits]).toEqual([1, 1]);
  });

  it('ends the message where the route says nothing', async () => {
    const [acme, backup] = [await simulator(), await simulator()];
    network = await startNetwork({ acme: { port: acme.port }, backup: { port: backup.port } }, [
      { carriers: ['acme', 'backup'] },
    ]);
    const id = await network.send('+15005550200', 'acme');
    await until(
      () => (network as TestNetwork).row(id),
      ({ status }) => status === 'rejected',
    );
    expect(backup.stats().submits).toBe(0);
  });
});
