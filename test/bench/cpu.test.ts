import { readFileSync } from 'node:fs';
import { cpuMicros, machineTicks, startCpuMeter, startOthersMeter } from '../../bench/cpu';

const REST = 'S 1 42 42 0 -1 4194560 9000 0 12 0 250 31 7 8 20 0 11 0 123456 1000000 5000';

it.each([{ program: '(node)' }, { program: '(two words)' }, { program: '(odd ) 9 9 (name)' }])(
  'user and system time are read behind the name $program, without those of children',
  ({ program }) => {
    expect(cpuMicros(`42 ${program} ${REST}`)).toBe((250 + 31) * 10_000);
  },
);

it.each(['', '42', '42 (node) S 1', REST])('what is no stat line is refused: %p', (text) => {
  expect(() => cpuMicros(text)).toThrow('no /proc/PID/stat');
});

it('the time of a living process only grows', () => {
  const read = () => cpuMicros(readFileSync(`/proc/${process.pid}/stat`, 'latin1'));
  const before = read();
  expect(before).toBeGreaterThan(0);
  expect(read()).toBeGreaterThanOrEqual(before);
});

it('a meter gives the time since its start, by name and message, processes of one name together', () => {
  const { pid } = process;
  const once = startCpuMeter({ alone: [pid], twice: [pid, pid], none: [] });
  const until = process.cpuUsage().user + 50_000;
  while (process.cpuUsage().user < until);
  const { alone = 0, twice = 0, none } = once(10);
  expect(alone).toBeGreaterThan(0);
  expect(twice).toBeGreaterThan(alone);
  expect(none).toBe(0);
});

it('a meter refuses a process that is gone', () => {
  expect(() => startCpuMeter({ gone: [2 ** 30] })).toThrow('ENOENT');
});

it('a core works in all columns but idle and iowait, and guests are not counted twice', () => {
  const stat = 'cpu  100 20 30 4000 500 6 7 8 90 10\ncpu0 1 1 1 1 1 1 1 1 1 1\n';
  expect(machineTicks(stat)).toEqual({ busy: 171, all: 4671 });
});

it.each(['', 'cpu  1 2 3', 'cpu0 1 2 3 4 5 6 7 8'])('what is no /proc/stat is refused: %p', (text) => {
  expect(() => machineTicks(text)).toThrow('no /proc/stat');
});

it('the share of others is a share', () => {
  const share = startOthersMeter({ own: [process.pid] })();
  expect(share).toBeGreaterThanOrEqual(0);
  expect(share).toBeLessThanOrEqual(1);
});
