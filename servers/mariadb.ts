import { join } from 'node:path';
import { firstAnswer } from './first-answer';
import { asRoot, bootstrapMariadb } from './mariadb-bootstrap';
import { type PrivateServer, startServer } from './private-server';
import { requireProgram } from './programs';
import { socketPath } from './socket-path';
import { mysqlUrl } from './urls';

export interface MariadbSettings {
  /** Its folder: data, log, lock, and the socket where the path is short enough. */
  dir: string;
  /** How much it may use: `small` for tests, of which several run at once. Durability is the same. */
  size?: 'full' | 'small';
  /** How long to wait for a predecessor that still holds the data, in seconds; 20 unless given. */
  waitSeconds?: number;
}

/** The database that a fresh server already has. */
const DATABASE = 'waybill';

const SIZES = {
  full: { 'innodb-buffer-pool-size': '512M', 'innodb-log-file-size': '512M' },
  small: { 'innodb-buffer-pool-size': '64M', 'innodb-log-file-size': '64M' },
};

/** Protocol::Handshake begins with the protocol's version, 10, behind the packet's header of four bytes. */
const HANDSHAKE_VERSION_AT = 4;
const HANDSHAKE_V10 = 10;

/** Starts a private MariaDB, with empty data where there are none yet; no TCP port. Its user is root, without a password. */
export async function startMariadb({ dir, size = 'full', waitSeconds }: MariadbSettings): Promise<PrivateServer> {
  const command = requireProgram('mariadbd', 'mariadb-server-core');
  const socket = socketPath(dir, 'mysql.sock');
  const data = join(dir, 'data');
  const pidFile = join(dir, 'pid');
  await bootstrapMariadb({ command, dir, data, database: DATABASE });
  const options = {
    datadir: data,
    tmpdir: dir,
    socket,
    'pid-file': pidFile,
    ...SIZES[size],
    'innodb-flush-log-at-trx-commit': 1,
    'innodb-lock-wait-timeout': 10,
    'transaction-isolation': 'READ-COMMITTED',
    'character-set-server': 'utf8mb4',
    'default-time-zone': '+00:00',
    'max-connections': 200,
    'max-allowed-packet': '64M',
    'performance-schema': 'OFF',
  };
  return await startServer({
    name: 'MariaDB',
    dir,
    socket,
    url: mysqlUrl(socket, DATABASE),
    command,
    args: [
      '--no-defaults',
      ...asRoot(),
      '--skip-networking',
      '--skip-name-resolve',
      ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    ],
    pidFile,
    ...(waitSeconds !== undefined && { waitSeconds }),
    answers: async (path) => (await firstAnswer(path))?.[HANDSHAKE_VERSION_AT] === HANDSHAKE_V10,
  });
}
