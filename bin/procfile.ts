/** One line of a Procfile: a process by name, and the shell command that runs it. */
export interface ProcfileEntry {
  name: string;
  command: string;
}

export type Procfile = { kind: 'processes'; processes: ProcfileEntry[] } | { kind: 'invalid'; why: string };

const ENTRY = /^([A-Za-z0-9_-]+):\s*(\S.*)$/;

/** Reads a Procfile: `name: command` lines, empty lines, and comments after `#` at a line's beginning. */
export function parseProcfile(text: string): Procfile {
  const processes: ProcfileEntry[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, name, command] = ENTRY.exec(line) ?? [];
    if (name === undefined || command === undefined) {
      return { kind: 'invalid', why: `Procfile line ${index + 1} is not "name: command": ${line}` };
    }
    if (processes.some((process) => process.name === name)) {
      return { kind: 'invalid', why: `Procfile line ${index + 1} names "${name}" a second time` };
    }
    processes.push({ name, command });
  }
  return processes.length > 0 ? { kind: 'processes', processes } : { kind: 'invalid', why: 'the Procfile is empty' };
}
