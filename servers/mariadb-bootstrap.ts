import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { spawnOwned } from './owned-process';
import { identify } from './process-identity';

/** Debian 12 has the first pair, newer MariaDB the second. */
const SQL_FILES = [
  { share: '/usr/share/mysql', prefix: 'mysql' },
  { share: '/usr/share/mariadb', prefix: 'mariadb' },
  { share: '/usr/share/mysql', prefix: 'mariadb' },
  { share: '/usr/share/mariadb', prefix: 'mysql' },
];

export interface Bootstrap {
  /** Absolute path of mariadbd. */
  command: string;
  dir: string;
  /** The data folder to make, within `dir`. */
  data: string;
  /** An empty database to make in it. */
  database: string;
}

/**
 * Makes the data folder of a new MariaDB; does nothing where it exists.
 *
 * It does what `mariadb-install-db` does, which Debian has in a package that would start a service. The work is done in
 * a folder of another name and renamed at the end: what is called `data` is always whole, however a start was cut short.
 * @throws with the server's own words where it fails
 */
export async function bootstrapMariadb({ command, dir, data, database }: Bootstrap): Promise<void> {
  if (existsSync(data)) return;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  dropAbandoned(dir, data);
  const unfinished = `${data}.new-${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  try {
    await feed(command, unfinished, systemTables(database));
    renameSync(unfinished, data);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another start was as quick: its data are as good.
    if (!existsSync(data)) throw error;
  }
}

/** MariaDB refuses to run as root unless told to. */
export function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

function systemTables(database: string): { share: string; sql: string } {
  const found = SQL_FILES.find(({ share, prefix }) => existsSync(join(share, `${prefix}_system_tables.sql`)));
  if (found === undefined) throw new Error('mariadbd is here, but not its SQL files in /usr/share/mysql');
  const files = ['system_tables', 'performance_tables', 'system_tables_data'].map((name) =>
    readFileSync(join(found.share, `${found.prefix}_${name}.sql`), 'utf8'),
  );
  const before = 'CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n';
  return { share: found.share, sql: `${before}${files.join('\n')}\nCREATE DATABASE ${database};\n` };
}

async function feed(command: string, datadir: string, { share, sql }: { share: string; sql: string }): Promise<void> {
  const args = [
    '--no-defaults',
    '--bootstrap',
    ...asRoot(),
    `--datadir=${datadir}`,
    '--innodb-log-file-size=64M',
    '--character-set-server=utf8mb4',
    `--lc-messages-dir=${share}`,
  ];
  const child = spawnOwned(command, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(sql);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`MariaDB could not make its data in ${datadir}:\n${said.slice(-2000)}`);
}

/** Removes what starts that were cut short left behind; a folder's name ends with the pid of its start. */
function dropAbandoned(dir: string, data: string): void {
  const prefix = `${basename(data)}.new-`;
  for (const name of readdirSync(dir).filter((entry) => entry.startsWith(prefix))) {
    if (identify(Number(name.slice(prefix.length))) === null) rmSync(join(dir, name), { recursive: true, force: true });
  }
}
