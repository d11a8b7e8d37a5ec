/** A plain table of fixed columns: text, then figures to the right. */

export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** A row of cells, a heading above a group of rows, or an empty line. */
export type Line = { readonly cells: readonly string[] } | { readonly heading: string } | 'blank';

const GAP = '  ';

/** Draws the table. A cell that is too long is cut, with an ellipsis: the columns are what the eye holds on to. */
export function drawTable(columns: readonly Column[], lines: readonly Line[]): string {
  const width = columns.reduce((sum, column) => sum + column.width, GAP.length * (columns.length - 1));
  const row = (cells: readonly string[]) =>
    columns
      .map((column, index) => place(cells[index] ?? '', column))
      .join(GAP)
      .trimEnd();
  const draw = (line: Line) => {
    if (line === 'blank') return '';
    return 'heading' in line ? cut(line.heading, width) : row(line.cells);
  };
  return [row(columns.map(({ title }) => title)), '─'.repeat(width), ...lines.map(draw)].join('\n');
}

function place(text: string, { width, align }: Column): string {
  const fitted = cut(text, width);
  return align === 'left' ? fitted.padEnd(width) : fitted.padStart(width);
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
