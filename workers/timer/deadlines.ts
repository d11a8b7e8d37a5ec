import { messagesOverdue } from '../../db/deadlines';
import { goneCarrier, type TimerDeps } from './task';

const page = 500;

/** Tells messages whose deadline has come; the state machine says what that means for each. */
export async function meetDeadlines({ database, network, record }: TimerDeps): Promise<number> {
  let met = 0;
  for (;;) {
    const at = new Date();
    const overdue = await messagesOverdue(database.pool, at, page);
    await record(
      overdue.map(({ id, carrier }) => {
        const profile = carrier === null ? undefined : network.carriers.get(carrier);
        return {
          messageId: id,
          fact: {
            kind: 'deadline_passed',
            at,
            grace: profile?.receipts.grace ?? goneCarrier.grace,
            inDoubtPolicy: profile?.inDoubt.policy ?? 'unknown',
          },
        };
      }),
    );
    met += overdue.length;
    if (overdue.length < page) return met;
  }
}
