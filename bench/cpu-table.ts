/** Who spends how much CPU on a message. */
import type { CpuMicros } from './cpu';
import type { Figures } from './figures';
import { figure } from './numbers';
import { type Column, drawTable, type Line } from './table';

const BAR = 40;

const COLUMNS: readonly Column[] = [
  { title: 'CPU a message', width: 16, align: 'left' },
  { title: 'batches', width: 10, align: 'right' },
  { title: 'share', width: 6, align: 'right' },
  { title: '', width: BAR, align: 'left' },
  { title: 'singles', width: 10, align: 'right' },
  { title: 'share', width: 6, align: 'right' },
];

/** Empty where nothing of it was measured. Of single messages only what falls into the time that they are handed in. */
export function cpuTable({ whole, singles }: Figures): string {
  const batches = whole?.median.cpu ?? {};
  const alone = singles?.median.cpu ?? {};
  const names = [...new Set([...Object.keys(batches), ...Object.keys(alone)])];
  if (names.length === 0) return '';
  const lines = names.map((name): Line => {
    const bar = '█'.repeat(Math.round(shareOf(batches, name) * BAR));
    return {
      cells: [name, micros(batches[name]), percent(batches, name), bar, micros(alone[name]), percent(alone, name)],
    };
  });
  const sum: Line = { cells: ['all of it', micros(sumOf(batches)), '', '', micros(sumOf(alone))] };
  return drawTable(COLUMNS, [...lines, sum]);
}

function sumOf(cpu: CpuMicros): number | undefined {
  const values = Object.values(cpu);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

function shareOf(cpu: CpuMicros, name: string): number {
  return (cpu[name] ?? 0) / (sumOf(cpu) || 1);
}

function percent(cpu: CpuMicros, name: string): string {
  return cpu[name] === undefined ? '' : `${Math.round(shareOf(cpu, name) * 100)} %`;
}

function micros(value: number | undefined): string {
  return value === undefined ? '' : `${figure(value)} µs`;
}
