/**
 * The ceiling of SMPP alone: codec and session over loopback, against the least responder in a process of its own. A
 * message is submit_sm, its response, its receipt, and the receipt's response. Run alone: `npx tsx bench/smpp-loopback.ts`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { connect } from '../smpp/connect';
import type { Session } from '../smpp/session';
import type { SubmitRequest } from '../smpp/submit';

export interface LoopbackMeasurement {
  /** Whole exchanges a second. */
  readonly perSecond: number;
  /** CPU of our side, user and system, microseconds a message; the responder's isn't in it. */
  readonly cpuMicrosPerMessage: number;
}

const WINDOW = 200;

const MESSAGE: SubmitRequest = {
  sourceAddr: 'WAYBILL',
  sourceAddrTon: 5,
  destinationAddr: '61400000000',
  destAddrTon: 1,
  destAddrNpi: 1,
  registeredDelivery: 1,
  dataCoding: 0,
  shortMessage: Buffer.from(
    'Your parcel is on its way and will be with you tomorrow between 9 and 11. Reply STOP to opt out.',
  ),
};

/** Submits `count` messages, as many at once as the window holds; throws when one isn't accepted. */
async function submitAll(session: Session, count: number): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const answer = await session.submit(MESSAGE, undefined);
      if (answer.kind !== 'answered' || answer.commandStatus !== 0)
        throw new Error(`submit: ${JSON.stringify(answer)}`);
    }
  };
  await Promise.all(Array.from({ length: WINDOW }, lane));
}

async function measureOn(port: number, count: number): Promise<LoopbackMeasurement> {
  let missing = count;
  let allReceipts = (): void => {};
  const received = new Promise<void>((resolve) => {
    allReceipts = resolve;
  });
  const onDeliver = async (): Promise<number> => {
    missing -= 1;
    if (missing === 0) allReceipts();
    return 0;
  };
  const connected = await connect({ host: '127.0.0.1', port, window: WINDOW, onDeliver });
  if (!connected.ok) throw new Error(connected.error.message);
  const { session } = connected;
  const bound = await session.bind({ mode: 'transceiver', systemId: 'bench' });
  if (bound.kind !== 'bound') throw new Error(`bind: ${JSON.stringify(bound)}`);

  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await Promise.all([submitAll(session, count), received]);
  const seconds = (performance.now() - before) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await session.unbind(1_000);
  return { perSecond: count / seconds, cpuMicrosPerMessage: (user + system) / count };
}

/** Measures over `count` messages, after a warm-up of a tenth of them. */
export async function measureSmppLoopback(count: number): Promise<LoopbackMeasurement> {
  const responder = fork(join(__dirname, `smpp-responder${extname(__filename)}`));
  try {
    const [port] = (await once(responder, 'message')) as [number];
    await measureOn(port, Math.max(1, Math.floor(count / 10)));
    return await measureOn(port, count);
  } finally {
    responder.disconnect();
  }
}

if (require.main === module) {
  void measureSmppLoopback(200_000).then(({ perSecond, cpuMicrosPerMessage }) => {
    console.log(`${Math.round(perSecond)} messages a second, ${cpuMicrosPerMessage.toFixed(1)} µs of CPU a message`);
  });
}
