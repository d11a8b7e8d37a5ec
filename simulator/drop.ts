import type { Link } from './link';
import type { Schedule } from './schedule';

const QUIET = 50;
const LATEST = 3000;

/**
 * Drops a link because of one submit, at the first moment when it takes no other along: nothing else unanswered, no submit for
 * 50 ms; after 3 s in any case. `then` runs once the link is gone, whoever closed it.
 */
export function dropWhenQuiet(schedule: Schedule, link: Link, then: () => void): void {
  if (!link.isOpen()) {
    then();
    return;
  }
  if (link.afterDrop.push(then) > 1) return;
  const latest = schedule.now() + LATEST;
  const look = (): void => {
    const isQuiet = schedule.now() - link.lastSubmitAt >= QUIET && link.unanswered <= link.afterDrop.length;
    if (!link.isOpen()) return;
    if (isQuiet || schedule.now() >= latest) link.hangUp();
    else schedule.after(QUIET, look);
  };
  schedule.after(QUIET, look);
}
