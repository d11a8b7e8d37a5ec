import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { connect } from '../../smpp/connect';
import { raw } from './raw-smsc';
import { CERTIFICATE, KEY } from './tls-certificate';

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

describe('connecting', () => {
  it('to a port that nobody listens on is refused', async () => {
    const server = createServer();
    const port = await listen(server);
    await stop(server);
    expect(await connect({ host: '127.0.0.1', port })).toMatchObject({
      ok: false,
      error: { name: 'ConnectionRefused', code: 'ECONNREFUSED' },
    });
  });

  it('to a name that does not exist says so', async () => {
    expect(await connect({ host: 'smsc.invalid', port: 2775 })).toMatchObject({
      ok: false,
      error: { name: 'HostNotFound' },
    });
  });

  it.each([-1, 65_536, Number.NaN])('to port %d is an outcome, not an exception', async (port) => {
    expect(await connect({ host: '127.0.0.1', port })).toMatchObject({
      ok: false,
      error: { name: 'ConnectionFailed' },
    });
  });

  it('over TLS to a server that never shakes hands times out', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).resume());
    const port = await listen(server);
    const outcome = await connect({ host: '127.0.0.1', port, tls: {}, connectTimeout: 50 });
    expect(outcome).toMatchObject({ ok: false, error: { name: 'ConnectTimeout' } });
    await stop(server);
  });
});

describe('TLS', () => {
  let server: Server;
  let port: number;

  beforeAll(async () => {
    server = createTlsServer({ key: KEY, cert: CERTIFICATE }, (socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk) => socket.write(raw('bind_transceiver_resp', chunk.readUInt32BE(12), 0, 'tls\0')));
    });
    server.on('tlsClientError', () => {});
    port = await listen(server);
  });

  afterAll(async () => {
    await stop(server);
  });

  it('carries a session when the certificate is vouched for and bears the name', async () => {
    const connected = await connect({ host: '127.0.0.1', port, tls: { ca: CERTIFICATE, servername: 'smsc.test' } });
    if (!connected.ok) throw new Error(connected.error.message);
    expect(await connected.session.bind({ mode: 'transceiver', systemId: 'waybill' })).toEqual({
      kind: 'bound',
      systemId: 'tls',
    });
    connected.session.destroy();
    await connected.session.closed;
  });

  it.each([
    ['nobody vouches for it', { servername: 'smsc.test' }],
    ['it bears another name', { ca: CERTIFICATE, servername: 'other.test' }],
    ['it does not bear the address', { ca: CERTIFICATE }],
    ['our own key is no key', { ca: CERTIFICATE, servername: 'smsc.test', cert: 'nonsense', key: 'nonsense' }],
  ])('is refused when %s', async (_, tls) => {
    expect(await connect({ host: '127.0.0.1', port, tls })).toMatchObject({ ok: false, error: { name: 'TlsFailed' } });
  });
});
