import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { choosePort } from '../../bin/port';

let other: Server;
let taken: number;
beforeEach(async () => {
  other = createServer().listen(0);
  await once(other, 'listening');
  taken = (other.address() as AddressInfo).port;
});
afterEach(() => new Promise((resolve) => other.close(resolve)));

it('takes the first port when it is free, and says nothing', async () => {
  other.close();
  await once(other, 'close');
  expect(await choosePort(undefined, taken)).toEqual({ kind: 'port', port: taken });
});

it('takes a later one when the first is taken, and says so', async () => {
  const choice = await choosePort(undefined, taken);
  if (choice.kind === 'refused') throw new Error(choice.why);
  expect(choice.port).toBeGreaterThan(taken);
  expect(choice.note).toBe(`port ${taken} is taken; using ${choice.port}`);
});

it('refuses a port that was asked for and is taken', async () => {
  expect(await choosePort(`${taken}`)).toEqual({
    kind: 'refused',
    why: expect.stringContaining(`PORT ${taken} is taken`),
  });
});

it.each(['0', '-1', '65536', 'http', '80.5', ' '])('refuses PORT=%j, naming what it may be', async (asked) => {
  expect(await choosePort(asked)).toEqual({ kind: 'refused', why: expect.stringContaining('from 1 to 65535') });
});
