import fc from 'fast-check';
import { type Column, drawTable, type Line } from '../../bench/table';

const COLUMNS: Column[] = [
  { title: 'what', width: 8, align: 'left' },
  { title: 'rate', width: 6, align: 'right' },
];

it('text stands to the left and figures to the right, under their titles', () => {
  const lines: Line[] = [{ cells: ['whole', '5,412'] }, 'blank', { heading: 'ceilings' }, { cells: ['codec'] }];
  expect(drawTable(COLUMNS, lines)).toBe(
    ['what        rate', '────────────────', 'whole      5,412', '', 'ceilings', 'codec'].join('\n'),
  );
});

it('a cell that is too long is cut, and says so', () => {
  expect(drawTable(COLUMNS, [{ cells: ['far too long', '1234567'] }])).toContain('far too…  12345…');
});

it('no line is wider than the columns', () => {
  const cells = fc.array(fc.string(), { maxLength: 4 });
  const line: fc.Arbitrary<Line> = fc.oneof(
    fc.record({ cells }),
    fc.record({ heading: fc.string() }),
    fc.constant('blank' as const),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const drawn = drawTable(COLUMNS, lines).split('\n');
      expect(drawn).toHaveLength(lines.length + 2);
      for (const text of drawn) expect(text.length).toBeLessThanOrEqual(16);
    }),
  );
});
