import type { Figures, Repeated, Setting } from '../../bench/figures';
import { report } from '../../bench/report';

const SETTING: Setting = {
  at: '2026-11-23T10:00:00.000Z',
  cores: 2,
  memoryGb: 24,
  versions: ['Node 20.1.0', 'MariaDB 10.11.6', 'Redis 7.0.15'],
  messages: 60_000,
  runs: 3,
  submit: 1,
  window: 500,
};

const CPU = { api: 50, submit: 125, MariaDB: 25 };
const once = <Run extends { perSecond: number }>(median: Run): Repeated<Run> => ({
  median,
  perSecond: [median.perSecond],
});

const FIGURES: Figures = {
  whole: {
    median: { perSecond: 5_000, acceptedPerSecond: 9_000, cpu: CPU, others: 0.25 },
    perSecond: [5_000, 4_900, 5_100],
  },
  smpp: once({ perSecond: 50_000, cpuMicrosPerMessage: 12 }),
  mariadb: once({ perSecond: 10_000, lanes: 4, cpu: { MariaDB: 100, client: 40 } }),
  bullmq: [once({ size: 500, perSecond: 2_000_000 }), once({ size: 1, perSecond: 2_500 })],
  singles: once({ perSecond: 3_000, connections: 64, p50: 20, p99: 44, cpu: { api: 300, submit: 100 } }),
  wire: { messages: 300, wire: { p50: 11, p99: 25 }, answer: { p50: 4.2, p99: 9.9 } },
  memory: [
    { from: 'batches', messages: 50_000, parcels: 100, connections: 64, bytesPerMessage: 2.5 },
    { from: 'singles', messages: 5_000, parcels: 200, connections: 64, bytesPerMessage: 40 },
  ],
};

const lineOf = (text: string, what: string) =>
  text
    .split('\n')
    .find((line) => line.includes(what))
    ?.trim()
    .split(/ {2,}/);

it.each([
  ['Whole lifecycles', ['5,000 /s', '5,000 ✓']],
  ['slowest and fastest run', ['4,900 – 5,100']],
  ['went to others', ['25 %']],
  ['SMPP alone', ['50,000 /s', '10 %']],
  ['MariaDB alone', ['10,000 /s', '50 %']],
  ['parcels of 500', ['2,000,000 /s', '0.25 %']],
  ['a job for every message', ['2,500 /s', '200 %']],
  ['to submit_sm, p50', ['11 ms', '10 ms ✗']],
  ['message of batches', ['2.5 B', '50 B ✓']],
  ['message of singles', ['40 B']],
  ['submit', ['125 µs', '63 %', '█'.repeat(25), '100 µs', '25 %']],
  ['MariaDB  ', ['25 µs', '13 %', '█'.repeat(5)]],
  ['all of it', ['200 µs', '400 µs']],
])('the line "%s" says %p', (what, figures) => {
  const text = report(FIGURES, SETTING);
  const cpu = text.slice(text.indexOf('CPU a message'));
  const found = lineOf(what === 'submit' || what === 'MariaDB  ' ? cpu : text, what);
  expect(found?.slice(1)).toEqual(figures);
});

it('the report is at most 100 columns wide', () => {
  for (const line of report(FIGURES, SETTING).split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

it('what was not measured is not shown, and a ceiling alone has no ratio', () => {
  const text = report({ smpp: FIGURES.smpp! }, { ...SETTING, runs: 1 });
  expect(lineOf(text, 'SMPP alone')?.slice(1)).toEqual(['50,000 /s']);
  expect(text).not.toMatch(/CPU|Redis for|Whole lifecycles|undefined|NaN/);
});
