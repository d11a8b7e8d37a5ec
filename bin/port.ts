import { createServer } from 'node:net';

export const DEFAULT_PORT = 8080;
const TRIES = 100;
const LAST_PORT = 65_535;

export type PortChoice = { kind: 'port'; port: number; note?: string } | { kind: 'refused'; why: string };

/**
 * The port for HTTP: the one asked for, or else the first free one from 8080.
 * @param asked PORT as it is in the environment
 * @param first where to begin when none is asked for
 */
export async function choosePort(asked: string | undefined, first = DEFAULT_PORT): Promise<PortChoice> {
  if (asked) return await onlyThis(asked);
  for (let port = first; port < first + TRIES && port <= LAST_PORT; port += 1) {
    if (!(await isFree(port))) continue;
    return port === first
      ? { kind: 'port', port }
      : { kind: 'port', port, note: `port ${first} is taken; using ${port}` };
  }
  return { kind: 'refused', why: `no free port from ${first} on: set PORT` };
}

async function onlyThis(asked: string): Promise<PortChoice> {
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > LAST_PORT) {
    return { kind: 'refused', why: `PORT is "${asked}"; it has to be a number from 1 to ${LAST_PORT}` };
  }
  if (await isFree(port)) return { kind: 'port', port };
  return { kind: 'refused', why: `PORT ${port} is taken or not allowed: stop what uses it, or set another` };
}

/** Free on every address, as Express will want it. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
