const COLOURS = ['36', '32', '33', '35', '34', '96', '92', '93'];

/** Prints one line of a process. */
export type PrintLine = (name: string, line: string) => void;

/**
 * Prints each process' lines behind its name, aligned, in a colour of its own on a terminal (unless NO_COLOR is set).
 * @param names all that will print, in the order of their colours
 */
export function labelledOutput(names: string[], stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): PrintLine {
  const width = Math.max(...names.map((name) => name.length));
  const coloured = stream.isTTY === true && !env.NO_COLOR;
  return (name, line) => {
    const label = `${name.padEnd(width)} |`;
    const colour = COLOURS[Math.max(0, names.indexOf(name)) % COLOURS.length];
    stream.write(coloured ? `\u001b[${colour}m${label}\u001b[0m ${line}\n` : `${label} ${line}\n`);
  };
}
