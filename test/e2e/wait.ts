import { setTimeout as sleep } from 'node:timers/promises';

/** How often is looked (ms). */
const period = 50;
/** Far beyond what any wait should take: only a hang is told by it. */
const patience = 60_000;

/** Polls until `holds`; fails with what was waited for, and what `describe` has to say about where things stand. */
export async function waitUntil(
  what: string,
  holds: () => boolean | Promise<boolean>,
  describe: () => unknown = () => '',
): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}. ${await describe()}`);
    await sleep(period);
  }
}
