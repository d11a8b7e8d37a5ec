/** The display's words, without any terminal. */
import { lifecycle, type Status, statuses } from '../message/status';
import type { Paint } from './paint';
import type { Progress } from './progress';
import { capitalised, grouped, seconds, shortened } from './typography';

const STATUS_WIDTH = 11;
const COUNT_WIDTH = 7;
const SHARE_WIDTH = 20;
/** What stands before a status' meaning, and beside the progress bar. */
const [BEFORE_MEANING, BESIDE_BAR] = [STATUS_WIDTH + COUNT_WIDTH + SHARE_WIDTH + 4, 54];

/** The whole display: progress bar, what is being waited for, and a line a status; none wider than `width`. */
export function screenLines(progress: Progress, paint: Paint, width: number): string[] {
  const barWidth = width - BESIDE_BAR;
  const done = blocks(progress.finalCount / Math.max(progress.total, 1), barWidth);
  return [
    ` ${paint('good', done)}${paint('dim', '░'.repeat(barWidth - done.length))} ${summary(progress)}`,
    ` ${paint('dim', shortened(progress.waiting ?? '', width - 1))}`,
    ...statuses.map((status) => statusLine(status, progress, paint, width)),
  ];
}

function statusLine(status: Status, { counts, total }: Progress, paint: Paint, width: number): string {
  const count = counts[status];
  const name = capitalised(status).padEnd(STATUS_WIDTH);
  const figure = grouped(count).padStart(COUNT_WIDTH);
  const share = blocks(count / Math.max(total, 1), SHARE_WIDTH).padEnd(SHARE_WIDTH);
  const [meaning = ''] = lifecycle[status].meaning.split(':');
  const style = count === 0 ? 'dim' : status;
  return ` ${paint(style, `${name}${figure}  ${share}`)} ${paint('dim', shortened(meaning, width - BEFORE_MEANING))}`;
}

/** Percent, messages, rate and time left: what stands beside the progress bar. */
function summary({ percent, finalCount, total, rate, eta }: Progress): string {
  const part = `${percent.toFixed(1).padStart(5)}%`;
  const count = `${grouped(finalCount).padStart(grouped(total).length)} of ${grouped(total)} final`;
  return `${part}  ${count}  ${grouped(Math.round(rate))}/s  ETA ${eta === null ? '–' : `${eta} s`}`;
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A share as a bar, exact to an eighth of a column. What is there shows, however little it is. */
function blocks(share: number, width: number): string {
  const eighths = share > 0 ? Math.max(1, Math.floor(share * width * 8)) : 0;
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

/** All of it in one line, for where there is no terminal. */
export function plainLine(progress: Progress): string {
  const counts = statuses.filter((status) => progress.counts[status] > 0);
  const figures = counts.map((status) => `${status} ${progress.counts[status]}`).join(', ');
  return `${seconds(progress.elapsed).padStart(6)}  ${summary(progress)}  (${figures})`;
}
