import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `sun_path` of unix(7) has 108 bytes with its closing NUL on Linux, 104 on BSD and macOS; MariaDB wants some too. */
const LONGEST_SOCKET_PATH = 100;

/**
 * Where a server that lives in `dir` has its socket: in `dir`, or, where that path is too long for a socket, in a
 * folder of the system's temporary directory that is named after `dir` and that only we may enter. The folder exists
 * when this returns.
 * @throws where that temporary folder is someone else's, or open to others
 */
export function socketPath(dir: string, file: string, temporary = tmpdir()): string {
  const plain = join(dir, file);
  if (Buffer.byteLength(plain) <= LONGEST_SOCKET_PATH) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return plain;
  }
  const uid = process.getuid?.() ?? 0;
  const hash = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  const short = [temporary, '/tmp'].map((base) => join(base, `waybill-${uid}-${hash}`));
  const folder = short.find((path) => Buffer.byteLength(join(path, file)) <= LONGEST_SOCKET_PATH);
  if (folder === undefined) throw new Error(`no short enough path for a socket named "${file}"`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} is not a private folder of this user: remove it`);
  }
  return join(folder, file);
}
