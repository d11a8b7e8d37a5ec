import { connect } from 'node:net';

const PATIENCE_MS = 1000;

/**
 * Connects to a socket, says something, and gives the first bytes that come back.
 * @returns null where nobody listens, or nothing comes within a second
 */
export function firstAnswer(socket: string, greeting = ''): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    const settle = (answer: Buffer | null) => {
      connection.destroy();
      resolve(answer);
    };
    connection.setTimeout(PATIENCE_MS, () => settle(null));
    connection.once('error', () => settle(null));
    connection.once('close', () => settle(null));
    connection.once('data', settle);
    if (greeting !== '') connection.write(greeting);
  });
}
