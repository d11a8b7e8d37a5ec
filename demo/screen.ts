import { type Paint, paintFor } from './paint';

/** Where the demo writes, how wide, and in which colours. */
export interface Screen {
  readonly out: NodeJS.WriteStream;
  readonly paint: Paint;
  /** Columns that a line may take. */
  readonly width: number;
}

const [NARROWEST, WIDEST] = [80, 100];

/** As wide as the terminal within what is good to read; a file or a pipe takes the widest. */
export function screenOn(out: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Screen {
  const columns = out.isTTY ? out.columns : WIDEST;
  return { out, paint: paintFor(out, env), width: Math.min(WIDEST, Math.max(NARROWEST, columns)) };
}
