/** Listening, and stopping without cutting anyone off. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

export interface Listening {
  readonly port: number;
  /** Takes no new connection, lets requests under way finish, and ends those that take longer than `grace` (ms). */
  close(grace: number): Promise<void>;
}

/** Rejects when the port can't be had. */
export function listen(app: Express, port: number, host: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error) => {
      if (error) return reject(error);
      resolve({ port: (server.address() as AddressInfo).port, close: (grace) => close(server, grace) });
    });
  });
}

async function close(server: Server, grace: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive only counts as idle once its request is answered, so it is looked for again and again.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
