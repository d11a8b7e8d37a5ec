import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'mysql2/promise';
import type { Logger } from 'pino';
import { fromDeliverSm, type Heard } from '../../carrier/from-deliver-sm';
import type { CarrierProfile } from '../../carrier/profile';
import { GroupCommit } from '../../db/group-commit';
import { storeInbound } from '../../db/inbound';
import type { LedgerLanes } from '../../db/ledger-lanes';
import type { HeardReceipt } from '../../message/fact';
import type { InboundPart } from '../../message/inbound';
import { COMMAND_STATUS } from '../../smpp/command';
import type { DeliverHandler } from '../../smpp/deliveries';

/** How long a receipt by its text alone waits for the answer that it may have outrun (ms), and how many may wait. */
const outrun = 2000;
const mostWaiting = 200;

/**
 * What carriers deliver: receipts go into the ledger, inbound messages are stored. ESME_ROK is answered after the commit and not
 * before; what can't be stored is answered ESME_RSYSERR, and the carrier brings it again.
 */
export class Deliveries {
  private readonly inbound: GroupCommit<InboundPart, undefined>;
  private waiting = 0;

  constructor(
    private readonly lanes: LedgerLanes,
    pool: Pool,
    private readonly log: Logger,
  ) {
    this.inbound = new GroupCommit(async (parts) => {
      await storeInbound(pool, parts);
      return new Array<undefined>(parts.length);
    }, 500);
  }

  handlerFor(profile: CarrierProfile): DeliverHandler {
    return async (pdu) => {
      try {
        await this.store(fromDeliverSm(pdu, profile, new Date()));
        return COMMAND_STATUS.ESME_ROK;
      } catch (error) {
        this.log.warn(
          { err: error, carrier: profile.name },
          'a delivery could not be stored; the carrier will bring it again',
        );
        return COMMAND_STATUS.ESME_RSYSERR;
      }
    };
  }

  private async store(heard: Heard): Promise<void> {
    if (heard.kind === 'receipt') await this.lanes.record(heard.receipt);
    else if (heard.kind === 'inbound' || !(await this.findMessageOf(heard.receipt)))
      await this.inbound.add(heard.inbound);
  }

  /**
   * Whether a receipt that only its text makes one has found its message. It can't wait among the orphans as others do, since it may be
   * what somebody wrote; so it waits here, unanswered: a crash meanwhile, and the carrier brings it again.
   */
  private async findMessageOf(receipt: HeardReceipt): Promise<boolean> {
    if (await this.lanes.record(receipt)) return true;
    if (this.waiting >= mostWaiting) return false;
    this.waiting += 1;
    await sleep(outrun);
    this.waiting -= 1;
    return this.lanes.record(receipt);
  }
}
