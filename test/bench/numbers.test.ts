import { count, figure } from '../../bench/numbers';

it.each([
  { value: 0, is: '0' },
  { value: 0.416, is: '0.42' },
  { value: 4.16, is: '4.2' },
  { value: 41.6, is: '42' },
  { value: 4_160.4, is: '4,160' },
  { value: -0.5, is: '-0.50' },
])('$value is shown as $is', ({ value, is }) => {
  expect(figure(value)).toBe(is);
});

it('whole numbers have their thousands apart', () => {
  expect(count(1_260_342.4)).toBe('1,260,342');
});
