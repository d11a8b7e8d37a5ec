import { byHalves } from './by-halves';

/**
 * Group commit: what arrives while one commit is under way goes into the next. An idle lane commits at once, a busy one commits
 * many for the price of one; nobody waits for a timer.
 */
export class GroupCommit<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private running = false;

  /** `commit` answers with one result an item, in order. `most` bounds a group. */
  constructor(
    private readonly commit: (items: Item[]) => Promise<readonly Result[]>,
    private readonly most: number,
  ) {}

  /** Resolves when the commit that holds `item` is done; rejects with what the commit threw. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.running) return;
      this.running = true;
      // After this turn of the event loop: all that one socket read brought goes into one commit.
      setImmediate(() => void this.run());
    });
  }

  /** How many items wait for a commit that has not begun. */
  get backlog(): number {
    return this.waiting.length;
  }

  /** A commit is under way, or about to begin. */
  get busy(): boolean {
    return this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) await this.commitGroup(this.waiting.splice(0, this.most));
    this.running = false;
  }

  /** One item that the database refuses fails alone. */
  private commitGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    return byHalves(
      group,
      async (waiting) => {
        const results = await this.commit(waiting.map(({ item }) => item));
        waiting.forEach(({ resolve }, index) => {
          resolve(results[index] as Result);
        });
      },
      (refused, error) => {
        for (const { reject } of refused) reject(error);
      },
    );
  }
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}
