/** The process itself, as the Procfile starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { ensureAccount } from '../../db/accounts';
import { createKey } from '../../db/api-keys';
import { openDatabase } from '../../db/connect';
import { migrate } from '../../db/migrate';
import { createTestDatabase, createTestRedis, type TestDatabase, type TestRedis } from '../servers/test-servers';
import { alert } from './web';

/** A process compiles its sources first, on a machine that may be busy. */
jest.setTimeout(120_000);

let mysql: TestDatabase;
let redis: TestRedis;
beforeAll(async () => {
  [mysql, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
  await migrate(mysql.url);
});
afterAll(async () => {
  await mysql.drop();
  await redis.flush();
});

function start(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
    env: { PATH: process.env.PATH, CARRIERS_FILE: 'config/demo-carriers.yaml', ACME_PASSWORD: 'x', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Reads on after the line it looks for: a pipe that nobody reads would stop the process. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const { msg, port } = JSON.parse(line);
      if (msg === 'listening') resolve(port);
    });
    text(child.stderr!).then((said) => reject(new Error(`it never listened: ${said}`)), reject);
  });
}

/** Listening comes first, the connection to Redis some moments later. */
async function ready(url: string): Promise<unknown> {
  for (;;) {
    const answer = await fetch(`${url}/readyz`);
    if (answer.status === 200) return answer.json();
    await answer.body?.cancel();
  }
}

it('is ready over real servers, takes messages, and ends on SIGTERM with exit code 0', async () => {
  const child = start({ DATABASE_URL: mysql.url, REDIS_URL: redis.url });
  const url = `http://127.0.0.1:${await portOf(child)}`;
  expect(await ready(url)).toEqual({
    status: 'ready',
    parts: { database: 'ok', redis: 'ok' },
  });

  const database = openDatabase(mysql.url);
  const accountId = await ensureAccount(database.pool, 'one');
  const { key } = await createKey(database.pool, { accountId, mode: 'live', scopes: ['admin'] });
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ ...alert, to: '+15005550000' });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => fetch(`${url}/v1/messages`, { method: 'POST', headers, body })),
  );
  expect(answers.map(({ status }) => status)).toEqual(new Array(20).fill(202));
  expect((await fetch(`${url}/queues/api/queues`, { headers })).status).toBe(200);
  expect((await fetch(`${url}/v1/carriers`, { headers })).status).toBe(200);

  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await database.knex('messages')).toHaveLength(20);
  await database.close();
});

it('refuses to start with a wrong setting, and names it', async () => {
  const child = start({ DATABASE_URL: 'mysql://localhost', REDIS_URL: redis.url, PORT: 'many' });
  const [said, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  expect(code).toBe(78);
  expect(said).toContain('DATABASE_URL');
  expect(said).toContain('PORT');
});
