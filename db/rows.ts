/**
 * Statements for many rows at once, in the forms that cost client and server least (bench/README.md has the figures):
 * prepared multi-row INSERTs in blocks, and JSON_TABLE over one JSON parameter for everything that reads or updates a list of rows.
 */
import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';

export type Value = string | number | Date | Buffer | null;

/** Rows of a prepared INSERT. One size, since every size would be another statement for every connection to keep. */
const block = 100;

/** Writes many rows. `table`, `columns` and `tail` are ours, never a caller's input. */
export async function insertRows(
  tx: PoolConnection,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  tail = '',
): Promise<void> {
  const head = `INSERT INTO ${table} (${columns.map(quoted).join(',')}) VALUES`;
  const row = `(${columns.map(() => '?').join(',')})`;
  let start = 0;
  for (; start + block <= rows.length; start += block) {
    const places = new Array(block).fill(row).join(',');
    // concat, since flat() takes fifty times as long.
    const values = ([] as Value[]).concat(...rows.slice(start, start + block));
    await tx.execute(`${head} ${places} ${tail}`, values);
  }
  if (start < rows.length) await tx.query(`${head} ? ${tail}`, [rows.slice(start)]);
}

/** `read` is a status, and a reserved word. */
function quoted(column: string): string {
  return `\`${column}\``;
}

/** `ON DUPLICATE KEY UPDATE` for columns that take the new row's value. */
export function overwriting(columns: readonly string[]): string {
  return `ON DUPLICATE KEY UPDATE ${columns
    .map(quoted)
    .map((column) => `${column} = VALUES(${column})`)
    .join(', ')}`;
}

/** `ON DUPLICATE KEY UPDATE` for counters that grow by the new row's value. */
export function adding(columns: readonly string[]): string {
  return `ON DUPLICATE KEY UPDATE ${columns
    .map(quoted)
    .map((column) => `${column} = ${column} + VALUES(${column})`)
    .join(', ')}`;
}

/**
 * How a column of a list reads its values: as text, wider than the column it is compared with or stored in. JSON_TABLE cuts and
 * converts silently; a plain assignment of text in strict mode refuses what doesn't fit. The character set is named since the
 * database's default would garble text, and a list of ids in another one than `messages.id` would cost a full scan.
 */
export const asciiList = 'VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin';
export const textList = 'VARCHAR(1000) CHARACTER SET utf8mb4';

/** A derived table `list` with these columns, filled from one JSON parameter: an array of arrays. */
export function listTable(types: Readonly<Record<string, string>>): string {
  const columns = Object.entries(types).map(([column, type], index) => `${column} ${type} PATH '$[${index}]'`);
  return `JSON_TABLE(?, '$[*]' COLUMNS(${columns.join(', ')})) AS list`;
}

export async function selectRows(
  tx: Pick<PoolConnection, 'execute'>,
  sql: string,
  values: readonly Value[],
): Promise<RowDataPacket[]> {
  const [rows] = await tx.execute<RowDataPacket[]>(sql, [...values]);
  return rows;
}

export async function change(
  tx: Pick<PoolConnection, 'execute'>,
  sql: string,
  values: readonly Value[],
): Promise<number> {
  const [result] = await tx.execute<ResultSetHeader>(sql, [...values]);
  return result.affectedRows;
}

export function toJson(rows: readonly (readonly Value[])[]): string {
  return JSON.stringify(rows.map((row) => row.map((value) => (value instanceof Date ? toTimeText(value) : value))));
}

/** The time that was last written: the rows of a commit share a few. */
let told = { at: Number.NaN, text: '' };

function toTimeText(time: Date): string {
  const at = time.getTime();
  if (at !== told.at) told = { at, text: time.toISOString().replace('T', ' ').slice(0, 23) };
  return told.text;
}
