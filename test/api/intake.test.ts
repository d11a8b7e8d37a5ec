import type { RowDataPacket } from 'mysql2/promise';
import { draftMessage } from '../../api/draft';
import { createIntake, type Intake } from '../../api/intake';
import { JobFeed } from '../../api/job-feed';
import { messageSchema } from '../../api/schema/message';
import { findKey } from '../../db/api-keys';
import { acme, alert, startWeb, type Web } from './web';

let web: Web;
let key: string;
beforeAll(async () => {
  web = await startWeb();
  key = await web.key();
});
afterAll(() => web.stop());

async function drafts(count: number) {
  const caller = await findKey(web.database.pool, key);
  const routing = {
    carriers: new Map([['acme', acme]]),
    findRoute: () => ({ carriers: ['acme'], price: null, onRejected: 'reject' as const }),
  };
  return Array.from({ length: count }, () => {
    const drafting = caller && draftMessage(messageSchema.parse(alert), caller, null, routing);
    if (!drafting?.ok) throw new Error('a good message was refused');
    return drafting.draft;
  });
}

function intake(): Intake {
  const feed = new JobFeed({ add: async () => {} }, () => {});
  return createIntake(web.database.pool, feed, { shard: 1, parcelReview: 5000, parcelSize: () => 500 });
}

const parcelsOf = async (ids: readonly string[]) =>
  new Set((await web.database.knex('messages').whereIn('id', ids)).map((row) => row.parcel_id));

it('stores messages that arrive in one turn with one commit and in one parcel', async () => {
  const together = await drafts(200);
  const door = intake();
  await Promise.all(together.map((draft) => door.message(draft)));
  expect((await parcelsOf(together.map(({ id }) => id))).size).toBe(1);
});

it('does not let one that the database refuses take its neighbours with it', async () => {
  const [first, second, third] = await drafts(3);
  const bad = { ...second!, sender: 'longer than the column is, by far' };
  const door = intake();
  const outcomes = await Promise.allSettled([first!, bad, third!].map((draft) => door.message(draft)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const stored = await web.database.knex('messages').whereIn('id', [first!.id, bad.id, third!.id]);
  expect(stored.map(({ id }) => id).sort()).toEqual([first!.id, third!.id].sort());
});

it('says 202 only after the commit; what arrives meanwhile shares the next one', async () => {
  const lock = await web.database.pool.getConnection();
  await lock.query('LOCK TABLES messages READ');
  let answered = 0;
  const asked = Array.from({ length: 50 }, async () => {
    const answer = await web.call('POST', '/v1/messages', key, alert);
    answered += 1;
    return answer;
  });
  await blocked();
  expect(answered).toBe(0);
  await lock.query('UNLOCK TABLES');
  lock.release();
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status)).toEqual(new Array(50).fill(202));
  expect((await parcelsOf(answers.map(({ body }) => body.id.slice(4)))).size).toBeLessThan(50);
});

/** Resolves when the insert of our messages waits for the lock. */
async function blocked(): Promise<void> {
  for (;;) {
    const [rows] = await web.database.pool.query<RowDataPacket[]>(
      "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'INSERT INTO messages%'",
    );
    if (rows.length > 0) return;
  }
}
