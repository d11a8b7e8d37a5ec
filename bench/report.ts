/** Figures, as the tables that the bench prints: 100 columns. */
import { cpuTable } from './cpu-table';
import type { Figures, Repeated, Setting } from './figures';
import { count, figure } from './numbers';
import { type Column, drawTable, type Line } from './table';

/** What Waybill wants to reach with everything on a machine of 2 cores. */
const AIMS = { wholePerSecond: 5_000, wireP50: 10, bytesPerMessage: 50 };

const COLUMNS: readonly Column[] = [
  { title: '', width: 56, align: 'left' },
  { title: 'measured', width: 16, align: 'right' },
  { title: 'whole path is', width: 13, align: 'right' },
  { title: 'aim', width: 9, align: 'right' },
];

/** The whole report. */
export function report(figures: Figures, setting: Setting): string {
  const groups = [throughput(figures), singles(figures), latency(figures), memory(figures)].filter(
    (group) => group.length > 0,
  );
  const lines = groups.flatMap((group, index): Line[] => (index === 0 ? group : ['blank', ...group]));
  const parts = [title(setting), drawTable(COLUMNS, lines), cpuTable(figures)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function title({ at, cores, memoryGb, versions, messages, runs, submit, window }: Setting): string {
  const machine = [`${cores} cores`, `${memoryGb} GB`, ...versions].join(', ');
  const median = runs === 1 ? '1 run' : `median of ${runs} runs`;
  const processes = submit === 1 ? '1 submit process' : `${submit} submit processes`;
  return [
    `Waybill bench, ${at.slice(0, 10)}: ${machine}`,
    `${count(messages)} messages a run, ${median}; ${processes}, 2 binds with a window of ${count(window)}`,
  ].join('\n');
}

function throughput({ whole, smpp, mariadb, bullmq = [] }: Figures): Line[] {
  const against = (ceiling: number) => (whole ? `${figure((whole.median.perSecond / ceiling) * 100)} %` : '');
  const ceiling = (what: string, run: Repeated<{ readonly perSecond: number }> | undefined): Line[] =>
    run ? [row(`  ${what}`, rate(run.median.perSecond), against(run.median.perSecond))] : [];
  const lines: Line[] = [];
  if (whole) {
    const { perSecond, acceptedPerSecond } = whole.median;
    lines.push(
      row(
        'Whole lifecycles: HTTP batch → Delivered committed',
        rate(perSecond),
        '',
        atLeast(perSecond, AIMS.wholePerSecond),
      ),
    );
    if (whole.perSecond.length > 1) lines.push(row('  slowest and fastest run', range(whole.perSecond)));
    lines.push(row('  of which handed in (202)', rate(acceptedPerSecond)));
    lines.push(row('  CPU of the machine that went to others meanwhile', `${figure(whole.median.others * 100)} %`));
  }
  lines.push(
    ...ceiling('SMPP alone: codec and session over loopback', smpp),
    ...ceiling(`MariaDB alone: the ledger's statements, ${mariadb?.median.lanes} lanes`, mariadb),
    ...bullmq.flatMap((run) => ceiling(`BullMQ alone: ${parcelsOf(run.median.size)}`, run)),
  );
  return lines;
}

function parcelsOf(size: number): string {
  return size === 1 ? 'a job for every message' : `parcels of ${count(size)} messages`;
}

function singles({ singles: run }: Figures): Line[] {
  if (!run) return [];
  const { perSecond, p50, p99, connections } = run.median;
  return [
    row(`Single messages over HTTP taken (202), ${connections} connections`, rate(perSecond)),
    row('  from the request to the 202, p50', milliseconds(p50)),
    row('  p99', milliseconds(p99)),
  ];
}

function latency({ wire }: Figures): Line[] {
  if (!wire) return [];
  return [
    row(
      'A message alone: from the request to submit_sm, p50',
      milliseconds(wire.wire.p50),
      '',
      atMost(wire.wire.p50, AIMS.wireP50, 'ms'),
    ),
    row('  p99', milliseconds(wire.wire.p99)),
    row('  from the request to the 202, p50', milliseconds(wire.answer.p50)),
    row('  p99', milliseconds(wire.answer.p99)),
  ];
}

function memory({ memory: kinds = [] }: Figures): Line[] {
  return kinds.flatMap(({ from, messages, parcels, connections, bytesPerMessage }) => {
    const how = from === 'batches' ? 'batches' : `singles, ${connections} connections`;
    const aim = from === 'batches' ? atMost(bytesPerMessage, AIMS.bytesPerMessage, 'B') : '';
    return [
      row(`Redis for a queued message of ${how}`, `${figure(bytesPerMessage)} B`, '', aim),
      row('  messages of a parcel', figure(messages / parcels)),
    ];
  });
}

function row(...cells: string[]): Line {
  return { cells };
}

const rate = (perSecond: number) => `${count(perSecond)} /s`;
const range = (values: readonly number[]) => `${count(Math.min(...values))} – ${count(Math.max(...values))}`;
const milliseconds = (value: number) => `${figure(value)} ms`;
const atLeast = (value: number, aim: number) => `${count(aim)} ${value >= aim ? '✓' : '✗'}`;
const atMost = (value: number, aim: number, unit: string) => `${count(aim)} ${unit} ${value <= aim ? '✓' : '✗'}`;
