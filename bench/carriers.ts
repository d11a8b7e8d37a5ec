/** The carriers file of the bench: one carrier a purpose, and a message's sender decides which. */
import type { Sender } from './traffic';

export interface CarrierPorts {
  /** The simulator in a process of its own: takes everything as fast as it can. */
  readonly load: number;
  /** The simulator in the bench's process, so that both ends of a message have one clock. */
  readonly probe: number;
  /** Nobody listens there. */
  readonly down: number;
}

/** Its name, and the sender that is routed to it. */
const SENDERS: Readonly<Record<keyof CarrierPorts, Sender>> = { load: 'ACME', probe: 'PROBE', down: 'DOWN' };

/** The file's text: JSON, which is YAML. `window` is that of each of the two binds. */
export function carriersFile(ports: CarrierPorts, window: number): string {
  const carrier = (port: number) => ({
    host: '127.0.0.1',
    port,
    system_id: 'waybill',
    password: 'waybill',
    binds: 2,
    window,
    tps: 0,
    price: { amount: '0.0450', currency: 'AUD' },
  });
  const names = Object.keys(SENDERS) as (keyof CarrierPorts)[];
  return JSON.stringify(
    {
      carriers: Object.fromEntries(names.map((name) => [name, carrier(ports[name])])),
      routes: names.map((name) => ({ match: { sender: SENDERS[name] }, carriers: [name] })),
    },
    null,
    2,
  );
}
