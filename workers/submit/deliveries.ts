import type { Pool } from 'mysql2/promise';
import type { Logger } from 'pino';
import { fromDeliverSm, type InboundMessage } from '../../carrier/from-deliver-sm';
import type { CarrierProfile } from '../../carrier/profile';
import { GroupCommit } from '../../db/group-commit';
import { storeInbound } from '../../db/inbound-messages';
import type { LedgerLanes } from '../../db/ledger-lanes';
import { COMMAND_STATUS } from '../../smpp/command';
import type { DeliverHandler } from '../../smpp/deliveries';

/**
 * What carriers deliver: receipts go into the ledger, inbound messages are stored. ESME_ROK is answered after the commit and not
 * before; what can't be stored is answered ESME_RSYSERR, and the carrier brings it again.
 */
export class Deliveries {
  private readonly inbound: GroupCommit<InboundMessage, undefined>;

  constructor(
    private readonly lanes: LedgerLanes,
    pool: Pool,
    private readonly log: Logger,
  ) {
    this.inbound = new GroupCommit(async (messages) => {
      await storeInbound(pool, messages);
      return new Array<undefined>(messages.length);
    }, 500);
  }

  handlerFor(profile: CarrierProfile): DeliverHandler {
    return async (pdu) => {
      try {
        const heard = fromDeliverSm(pdu, profile, new Date());
        await (heard.kind === 'receipt' ? this.lanes.record(heard.receipt) : this.inbound.add(heard.inbound));
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
}
