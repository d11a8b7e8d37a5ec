import { forgetFingerprints } from '../../db/inbound-fingerprints';
import { deliverIncomplete } from '../../db/inbound-incomplete';
import type { TimerDeps } from './task';

const page = 100;
const forgottenAtOnce = 5000;

/** Delivers inbound messages whose missing parts were waited for long enough, and forgets deliveries that can't come again. */
export async function giveUpInbound({ database, settings }: TimerDeps): Promise<number> {
  const now = Date.now();
  let delivered = 0;
  for (;;) {
    const done = await deliverIncomplete(database.pool, new Date(now - settings.inboundReassembly), page);
    delivered += done;
    if (done < page) break;
  }
  while ((await forgetFingerprints(database.pool, new Date(now), forgottenAtOnce)) === forgottenAtOnce);
  return delivered;
}
