/** The bench as a sender: HTTP over kept-alive connections. */
import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface HttpSender {
  post(path: string, body: string | Buffer): Promise<Answer>;
  get(path: string): Promise<Answer>;
  close(): void;
}

/** A sender with a key. Requests beyond `connections` wait for one that is free. */
export function openSender(url: string, key: string, connections: number): HttpSender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  const authorization = `Bearer ${key}`;
  const send = (method: string, path: string, body?: string | Buffer) =>
    new Promise<Answer>((resolve, reject) => {
      const content =
        body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request(
        { agent, hostname, port, method, path, headers: { authorization, ...content } },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    post: (path, body) => send('POST', path, body),
    get: (path) => send('GET', path),
    close: () => agent.destroy(),
  };
}

/** The answer's JSON; throws where it has another status, with what it says. */
export function expectStatus<Value>(wanted: number, { status, body }: Answer): Value {
  if (status !== wanted) throw new Error(`HTTP ${status} where ${wanted} was expected: ${body.slice(0, 500)}`);
  return JSON.parse(body) as Value; // our own interface's answer
}
