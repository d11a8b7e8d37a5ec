import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { carrierName } from '../carrier/profile';
import type { Issue } from './issues';

/**
 * What the carriers file refers to and may not have: carriers that routes name, and files. Looked for in the plain data, so that such
 * a slip is told together with those that the schema finds.
 */

export const tlsFileKeys = ['ca', 'cert', 'key'] as const;

/** Routes may only name carriers that the file has. */
export function unknownCarriers(data: unknown): Issue[] {
  const { carriers, routes } = blockOf(data);
  const known = Object.keys(blockOf(carriers));
  if (known.length === 0) return []; // said already
  const expected = `a carrier of this file (${known.join(', ')})`;
  return listOf(routes).flatMap((route, index) =>
    listOf(blockOf(route).carriers).flatMap((entry, position): Issue[] => {
      const name = typeof entry === 'string' ? entry : blockOf(entry).name;
      if (typeof name !== 'string' || !carrierName.test(name) || known.includes(name)) return [];
      const inside = typeof entry === 'string' ? [] : ['name'];
      return [{ path: ['routes', index, 'carriers', position, ...inside], expected, about: 'value' }];
    }),
  );
}

/** A missing TLS file would show only when the link opens; this shows it at the start. */
export function unreadableFiles(data: unknown, folder: string): Issue[] {
  return Object.entries(blockOf(blockOf(data).carriers)).flatMap(([name, carrier]) =>
    tlsFileKeys.flatMap((key): Issue[] => {
      const file = blockOf(blockOf(carrier).tls)[key];
      if (typeof file !== 'string' || isReadable(resolve(folder, file))) return [];
      const expected = 'a file that can be read, named relative to the carriers file';
      return [{ path: ['carriers', name, 'tls', key], expected, about: 'value' }];
    }),
  );
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false; // missing, forbidden, or no possible path
  }
}

interface Block {
  readonly [key: string]: unknown;
  readonly carriers?: unknown;
  readonly routes?: unknown;
  readonly name?: unknown;
  readonly tls?: unknown;
}

function blockOf(value: unknown): Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
