import { infoField } from '../../bench/redis-info';

const INFO = '# Memory\r\nused_memory:1048576\r\nused_memory_human:1.00M\r\nused_memory_peak:2\r\n';

it('a field of INFO is found by its whole name', () => {
  expect(infoField(INFO, 'used_memory')).toBe('1048576');
  expect(infoField(INFO, 'used_memory_peak')).toBe('2');
});

it('a field that INFO does not have is named', () => {
  expect(() => infoField(INFO, 'used')).toThrow('INFO has no used');
});
