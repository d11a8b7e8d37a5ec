import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps servers here, and leaves these folders out of a plain user's PATH. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/** @returns the absolute path of a program, or null where it is not installed */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** @throws where it is not installed; the text says which of Debian's packages brings it */
export function requireProgram(name: string, debianPackage: string): string {
  const path = findProgram(name);
  if (path === null) throw new Error(`${name} is not installed: run \`sudo apt-get install ${debianPackage}\``);
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
