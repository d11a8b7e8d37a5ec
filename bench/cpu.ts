/** CPU time of other processes, from /proc. */
import { readFileSync } from 'node:fs';

/** USER_HZ, in which proc(5) counts: 100 on every Linux that runs Node. */
const TICK_MICROS = 10_000;
/** Fields 14 and 15, counted from the state, which is the third. */
const [UTIME, STIME] = [11, 12];

/**
 * User and system time of a process and all its threads, in µs, to a tick of 10 ms.
 * @param stat the text of /proc/PID/stat; the program's name in it may hold blanks and parentheses
 * @throws where it is none
 */
export function cpuMicros(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[UTIME]) + Number(fields[STIME]);
  if (!stat.includes(')') || !Number.isInteger(ticks)) throw new Error(`no /proc/PID/stat: ${stat.slice(0, 100)}`);
  return ticks * TICK_MICROS;
}

/** Processes by the name that the table gives them; several may share one. */
export type Pids = Readonly<Record<string, readonly number[]>>;

/** µs of CPU by process name. */
export type CpuMicros = Readonly<Record<string, number>>;

/** Begins to measure; what it returns gives the µs of CPU a message since then. Throws where a process has ended. */
export function startCpuMeter(pids: Pids): (messages: number) => CpuMicros {
  const before = readAll(pids);
  return (messages) =>
    Object.fromEntries(Object.entries(readAll(pids)).map(([name, now]) => [name, (now - before[name]!) / messages]));
}

function readAll(pids: Pids): Record<string, number> {
  const of = (pid: number) => cpuMicros(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  return Object.fromEntries(
    Object.entries(pids).map(([name, list]) => [name, list.reduce((sum, pid) => sum + of(pid), 0)]),
  );
}

/** The machine's ticks so far: those in which a core worked, and all. `stat` is the text of /proc/stat. */
export function machineTicks(stat: string): { readonly busy: number; readonly all: number } {
  const [name, ...columns] = (stat.split('\n', 1)[0] ?? '').split(/ +/);
  // user nice system idle iowait irq softirq steal; what follows is contained in user and nice.
  const ticks = columns.slice(0, 8).map(Number);
  if (name !== 'cpu' || ticks.length < 8 || ticks.some(Number.isNaN))
    throw new Error(`no /proc/stat: ${stat.slice(0, 100)}`);
  const all = ticks.reduce((sum, value) => sum + value, 0);
  return { busy: all - ticks[3]! - ticks[4]!, all };
}

/** Begins to measure; what it returns gives the share of the machine's CPU (0 to 1) that processes other than these have taken since. */
export function startOthersMeter(pids: Pids): () => number {
  const machine = () => machineTicks(readFileSync('/proc/stat', 'latin1'));
  const own = () => Object.values(readAll(pids)).reduce((sum, micros) => sum + micros, 0) / TICK_MICROS;
  const [before, ownBefore] = [machine(), own()];
  return () => {
    const { busy, all } = machine();
    const others = busy - before.busy - (own() - ownBefore);
    return Math.min(1, Math.max(0, others) / Math.max(1, all - before.all));
  };
}
