import { bind, connect, endAll, simulate, tryBind, until } from './esme';

afterEach(endAll);

describe('binds', () => {
  it.each([
    ['the agreed credentials', { systemId: 'us', password: 'pw' }, 0x00],
    ['another system_id', { systemId: 'them', password: 'pw' }, 0x0f],
    ['another password', { systemId: 'us', password: 'no' }, 0x0e],
  ])('answer %s', async (_, credentials, status) => {
    const simulator = await simulate({ systemId: 'us', password: 'pw' });
    expect((await tryBind(await connect(simulator), credentials)).command_status).toBe(status);
    expect(simulator.stats().binds).toBe(status === 0 ? 1 : 0);
  });

  it('let anyone in where nothing was agreed', async () => {
    const simulator = await simulate();
    await bind(simulator, { systemId: 'a', type: 'transmitter' });
    await bind(simulator, { systemId: 'b', type: 'receiver' });
    expect(simulator.stats()).toMatchObject({ binds: 2, peakBinds: 2, bindsRefused: 0 });
  });

  it('are refused beyond the agreed number of a system_id, until one ends', async () => {
    const simulator = await simulate({ maxBinds: 2 });
    const first = await bind(simulator);
    await bind(simulator);
    await bind(simulator, { systemId: 'other' });
    expect((await tryBind(await connect(simulator))).command_status).toBe(0x05);
    expect((await first.request('unbind')).command_status).toBe(0);
    await first.closed;
    await until(() => simulator.stats().binds === 2);
    await bind(simulator);
    expect(simulator.stats()).toMatchObject({ binds: 3, peakBinds: 3, bindsRefused: 1 });
  });

  it('are refused with a code of choice, until they are let in again', async () => {
    const simulator = await simulate();
    simulator.refuseBinds(0x0d);
    const esme = await connect(simulator);
    expect((await tryBind(esme)).command_status).toBe(0x0d);
    simulator.refuseBinds(undefined);
    expect((await tryBind(esme)).command_status).toBe(0);
    expect((await tryBind(esme)).command_status).toBe(0x05);
  });

  it('decide what a link may send', async () => {
    const simulator = await simulate();
    const open = await connect(simulator);
    expect((await open.submit('15005550000')).command_status).toBe(0x04);
    expect((await open.request('unbind')).command_status).toBe(0x04);
    expect((await open.request('enquire_link')).command).toBe('enquire_link_resp');
    const receiver = await bind(simulator, { type: 'receiver' });
    expect((await receiver.submit('15005550000')).command_status).toBe(0x04);
    const nack = await receiver.request('query_sm', { message_id: 'x' });
    expect([nack.command, nack.command_status]).toEqual(['generic_nack', 0x03]);
    expect(simulator.stats().submits).toBe(0);
  });

  it('of a pair share the work: one sends, the other receives', async () => {
    const simulator = await simulate();
    const transmitter = await bind(simulator, { type: 'transmitter' });
    const receiver = await bind(simulator, { type: 'receiver' });
    await transmitter.submit('15005550000');
    await receiver.untilDelivered(1);
    expect(transmitter.delivered).toEqual([]);
  });

  it('that no longer answer an enquire_link are closed, others stay', async () => {
    const simulator = await simulate({ enquireLink: 40 });
    const alive = await bind(simulator);
    const dead = await bind(simulator);
    dead.session.removeAllListeners('enquire_link');
    await dead.closed;
    expect((await alive.request('enquire_link')).command_status).toBe(0);
  });

  it('are ended with an unbind when the simulator closes', async () => {
    const simulator = await simulate();
    const esme = await bind(simulator);
    const unbound = new Promise((resolve) => esme.session.once('unbind', resolve));
    await Promise.all([simulator.close(), unbound, esme.closed]);
    expect(simulator.stats()).toMatchObject({ links: 0, binds: 0 });
  });
});
