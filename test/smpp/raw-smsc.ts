/** A TCP server that says what a test tells it to, octet by octet, and shows what it hears, frame by frame. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { COMMAND_ID, type CommandName, responseId } from '../../smpp/command';

/** A PDU by hand: header and body octets. */
export function raw(command: CommandName | number, sequence: number, status = 0, body: Buffer | string = ''): Buffer {
  const octets = Buffer.from(body as string, 'latin1');
  const frame = Buffer.alloc(16 + octets.length);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(typeof command === 'number' ? command : COMMAND_ID[command], 4);
  frame.writeUInt32BE(status, 8);
  frame.writeUInt32BE(sequence, 12);
  octets.copy(frame, 16);
  return frame;
}

/** A receipt as a carrier would send it. */
export function rawReceipt(sequence: number, text = `id:${sequence} stat:DELIVRD`): Buffer {
  const head = Buffer.from('\0\x01\x0161400000000\0\0\0ACME\0\x04\0\0\0\0\0\0\0\0', 'latin1');
  return raw('deliver_sm', sequence, 0, Buffer.concat([head, Buffer.from([text.length]), Buffer.from(text)]));
}

export interface Heard {
  readonly id: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

/** One accepted connection. */
export interface RawLink {
  readonly socket: Socket;
  /** Everything heard so far. */
  readonly heard: readonly Heard[];
  send(...frames: Buffer[]): void;
  /** The first PDU of this command that no earlier call has taken; waits for it. */
  next(command: CommandName): Promise<Heard>;
  /** Settles when the connection is over. */
  readonly over: Promise<unknown>;
}

export interface RawSmsc {
  readonly port: number;
  /** The next connection that comes in. */
  accept(): Promise<RawLink>;
  close(): Promise<void>;
}

function link(socket: Socket, answerBind: boolean): RawLink {
  const heard: Heard[] = [];
  const untaken: Heard[] = [];
  let wake = (): void => {};
  let buffered = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    buffered = Buffer.concat([buffered, chunk]);
    while (buffered.length >= 16 && buffered.length >= buffered.readUInt32BE(0)) {
      const frame = buffered.subarray(0, buffered.readUInt32BE(0));
      buffered = buffered.subarray(frame.length);
      const pdu = {
        id: frame.readUInt32BE(4),
        status: frame.readUInt32BE(8),
        sequence: frame.readUInt32BE(12),
        body: frame.subarray(16),
      };
      heard.push(pdu);
      untaken.push(pdu);
      if (answerBind && [1, 2, 9].includes(pdu.id)) socket.write(raw(responseId(pdu.id), pdu.sequence, 0, 'smsc\0'));
    }
    wake();
  });
  return {
    socket,
    heard,
    send: (...frames) => void socket.write(Buffer.concat(frames)),
    async next(command) {
      for (;;) {
        const at = untaken.findIndex(({ id }) => id === COMMAND_ID[command]);
        const [found] = at < 0 ? [] : untaken.splice(at, 1);
        if (found) return found;
        await new Promise<void>((resolve) => {
          const before = wake;
          wake = () => {
            before();
            resolve();
          };
        });
      }
    },
    // Not events.once, which would reject for a reset.
    over: new Promise((resolve) => socket.once('close', resolve)),
  };
}

/** Listens on a free port. With `answerBind` every bind is accepted at once. */
export async function startRawSmsc({ answerBind = true } = {}): Promise<RawSmsc> {
  const links: RawLink[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    links.push(link(socket, answerBind));
    server.emit('linked');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async accept() {
      for (;;) {
        const next = links.shift();
        if (next) return next;
        await once(server, 'linked');
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
