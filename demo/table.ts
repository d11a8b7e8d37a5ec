/** The final table's layout: one row a status. */
import type { Ending, Reason } from './endings';
import type { Paint } from './paint';
import { capitalised, grouped, shortId, wrapped } from './typography';

interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** All but the last, which takes what is left. */
const narrow: readonly Column[] = [
  { title: 'Status', width: 11, align: 'left' },
  { title: 'Passed', width: 6, align: 'right' },
  { title: 'Ended', width: 6, align: 'right' },
  { title: 'Example', width: 24, align: 'left' },
];
const GAP = '  ';
const MARGIN = ' ';

/** A row's cells, painted after they were laid out. */
type Cells = readonly [status: string, passed: string, ended: string, example: string, why: string];

/** The table's lines, none wider than `width` (80 at least). */
export function tableLines(endings: readonly Ending[], paint: Paint, width: number): string[] {
  const taken = narrow.reduce((sum, column) => sum + column.width + GAP.length, MARGIN.length);
  const why: Column = { title: 'Why', width: width - taken, align: 'left' };
  const columns = [...narrow, why];
  return [
    columns.map(({ title, width, align }) =>
      paint('bold', align === 'right' ? title.padStart(width) : title.padEnd(width)),
    ),
    columns.map(({ width }) => paint('dim', '─'.repeat(width))),
    ...endings.flatMap((ending) =>
      rowsOf(ending, why.width).map((cells) => painted(laidOut(cells, columns), ending, paint)),
    ),
  ].map((cells) => `${MARGIN}${cells.join(GAP)}`.trimEnd());
}

function rowsOf({ status, passed, ended, reasons }: Ending, width: number): Cells[] {
  const counts = [passed, ended].map((count) => (count === 0 ? '–' : grouped(count)));
  const [first, ...more] = reasons;
  const head =
    first === undefined ? [['', 'No message came here'] as const] : linesOf(first, reasons.length > 1, width);
  const rest = more.flatMap((reason) => linesOf(reason, true, width));
  return [...head, ...rest].map(([example, why], index) =>
    index === 0 ? [capitalised(status), counts[0] ?? '', counts[1] ?? '', example, why] : ['', '', '', example, why],
  );
}

/** A reason's lines: the example beside the first. Where there are several reasons, each says for how many it is. */
function linesOf(
  { count, why, word, example }: Reason,
  isOneOfSeveral: boolean,
  width: number,
): [example: string, why: string][] {
  const plain = capitalised(why).replace(/\.$/, '');
  const sentence = `${isOneOfSeveral ? `${grouped(count)} × ` : ''}${plain}${word === null ? '' : ` (${word})`}`;
  return wrapped(sentence, width).map((line, index) => [
    index === 0 ? `${example.to} ${shortId(example.id)}` : '',
    line,
  ]);
}

function laidOut(cells: Cells, columns: readonly Column[]): string[] {
  return columns.map(({ width, align }, index) => {
    const cell = cells[index] ?? '';
    return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
  });
}

function painted(cells: readonly string[], { status, ended }: Ending, paint: Paint): string[] {
  const [name = '', passed = '', endedHere = '', example = '', why = ''] = cells;
  return [
    paint(status, name),
    paint('dim', passed),
    paint(ended === 0 ? 'dim' : status, endedHere),
    paint('dim', example),
    why.trimEnd(),
  ];
}
