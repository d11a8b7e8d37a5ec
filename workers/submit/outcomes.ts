import type { Logger } from 'pino';
import type { CarrierProfile } from '../../carrier/profile';
import { type Submitted, toFact, type Verdict } from '../../carrier/to-fact';
import type { LedgerLanes } from '../../db/ledger-lanes';
import type { Entry } from '../../db/replay';
import { isUnavailable } from '../../db/unavailable';
import type { Fact } from '../../message/fact';
import type { SubmitAnswer } from '../../smpp/submit';

/** The first wait after a commit failed, and the longest (ms). */
const [firstWait, longestWait] = [100, 2000];

/**
 * What carriers answered, on its way into the ledger. An answer is heard once only, so it is held until the database takes it, however
 * long that is away. A crash in that time leaves the message Sent, in doubt: its receipt, or the policy, decides.
 */
export class Outcomes {
  private pending = 0;

  constructor(
    private readonly lanes: LedgerLanes,
    private readonly log: Logger,
  ) {}

  /** Answers that are not committed yet. */
  get backlog(): number {
    return this.pending;
  }

  /** Draws the conclusion from an answer, and records it in the background: as it is, or as `revise` makes it. */
  heard(
    messageId: string,
    submitted: Submitted,
    answer: SubmitAnswer,
    profile: CarrierProfile,
    revise?: (fact: Fact) => Promise<Fact>,
  ): Verdict {
    const verdict = toFact(answer, submitted, profile, new Date());
    if (verdict.alarm)
      this.log.error(
        { carrier: profile.name, status: verdict.alarm },
        'the carrier refused what we should not have sent',
      );
    this.record({ messageId, fact: verdict.fact }, revise);
    return verdict;
  }

  record({ messageId, fact }: Entry, revise?: (fact: Fact) => Promise<Fact>): void {
    this.pending += 1;
    // Without the database there is nothing to revise it by: then it stands as it was heard.
    const revised = revise ? revise(fact).catch(() => fact) : Promise.resolve(fact);
    void revised
      .then((final) => this.keepTrying({ messageId, fact: final }))
      .finally(() => {
        this.pending -= 1;
      });
  }

  private async keepTrying(entry: Entry): Promise<void> {
    for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 2)) {
      try {
        await this.lanes.record(entry);
        return;
      } catch (error) {
        if (!isUnavailable(error)) {
          // Our own fault, and no time will mend it. The message stays Sent: in doubt, with a deadline.
          this.log.error({ err: error, message: entry.messageId, fact: entry.fact.kind }, 'the ledger refused a fact');
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }
}
