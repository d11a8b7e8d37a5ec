/** The live display: bars on a terminal that has room for them, else a plain line every few seconds. */
import { MultiBar } from 'cli-progress';
import type { Progress } from './progress';
import { plainLine, screenLines } from './progress-text';
import type { Screen } from './screen';

export interface Display {
  show(progress: Progress): void;
  /** Says something without disturbing the bars. */
  note(text: string): void;
  /** Leaves the last state on the screen, and the terminal as it was. */
  close(): void;
}

const FEWEST_ROWS = 16;

/** Nothing is drawn before there is progress to show. */
export function openDisplay({ out, paint, width }: Screen): Display {
  const roomy = out.isTTY === true && out.rows >= FEWEST_ROWS && out.columns >= width;
  // cli-progress clears what is right of the cursor, which stands on the last column when that is written to.
  return roomy ? bars(out, (progress) => screenLines(progress, paint, width - 1)) : plainLines(out);
}

interface Drawing {
  screen: MultiBar;
  progress: Progress;
}

/** Each line is a bar of cli-progress, which redraws them all in place. */
function bars(stream: NodeJS.WriteStream, linesOf: (progress: Progress) => string[]): Display {
  let drawing: Drawing | null = null;
  const begin = (progress: Progress): Drawing => {
    const screen = new MultiBar({
      stream,
      hideCursor: true,
      // A signal is ours to answer: `close` gives the cursor back.
      gracefulExit: false,
      // A note above moves everything.
      forceRedraw: true,
      // Its last drawing would be cut by the length of its colour codes: `close` draws it instead.
      clearOnComplete: true,
      fps: 8,
    });
    const begun: Drawing = { screen, progress };
    for (const index of linesOf(progress).keys()) {
      screen.create(progress.total, 0, {}, { format: () => linesOf(begun.progress)[index] ?? '' });
    }
    return begun;
  };
  return {
    show(progress) {
      drawing ??= begin(progress);
      drawing.progress = progress;
    },
    note(text) {
      if (drawing === null) stream.write(` ${text}\n`);
      else drawing.screen.log(` ${text}\n`);
    },
    close() {
      if (drawing === null) return;
      drawing.screen.stop();
      stream.write(`${linesOf(drawing.progress).join('\n')}\n`);
      drawing = null;
    },
  };
}

const PLAIN_EVERY_MS = 2_000;

function plainLines(stream: NodeJS.WriteStream): Display {
  let unprinted: Progress | null = null;
  let nextAt = 0;
  const print = (progress: Progress) => {
    stream.write(` ${plainLine(progress)}\n`);
    unprinted = null;
    nextAt = progress.elapsed + PLAIN_EVERY_MS;
  };
  return {
    show(progress) {
      unprinted = progress;
      if (progress.elapsed >= nextAt) print(progress);
    },
    note: (text) => stream.write(` ${text}\n`),
    close() {
      if (unprinted !== null) print(unprinted);
    },
  };
}
