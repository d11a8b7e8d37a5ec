import type { Link } from './link';
import { COMMAND, encodeHeader } from './pdu';
import type { Smsc } from './smsc';

/** Asks a link again and again whether it still lives, and closes it when it has not answered by the next time. */
export function keepAlive(smsc: Smsc, link: Link): void {
  smsc.schedule.after(smsc.settings.enquireLink, () => {
    if (!link.isOpen()) return;
    if (link.enquiring) {
      link.destroy();
      return;
    }
    if (!smsc.stalled) {
      link.enquiring = true;
      link.send(encodeHeader(COMMAND.enquire_link, 0, link.nextSequence()));
    }
    keepAlive(smsc, link);
  });
}
