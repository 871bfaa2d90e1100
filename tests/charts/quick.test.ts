import { describe, expect, it } from 'vitest';
import { quickChart, suggestChart, type QuickColumn } from '../../src/charts/quick';

const number = (name: string): QuickColumn => ({ name, kind: 'number' });
const formats = { number: String, date: String };

describe('a quick chart', () => {
  it('is a line over time, bars per category, dots of two numbers, nothing without a number', () => {
    const [city, month]: QuickColumn[] = [
      { name: 'city', kind: 'category' },
      { name: 'month', kind: 'time' },
    ];
    expect(suggestChart([city!, number('n'), month!])).toEqual({ x: 'month', y: 'n', kind: 'line' });
    expect(suggestChart([number('n'), city!])).toEqual({ x: 'city', y: 'n', kind: 'bars' });
    expect(suggestChart([number('a'), number('b')])).toEqual({ x: 'a', y: 'b', kind: 'dots' });
    expect(suggestChart([city!])).toBeNull();
    expect(suggestChart([number('a')])).toBeNull();
  });

  it('keeps the largest bars and leaves out what is no number', () => {
    const rows = [...Array.from({ length: 25 }, (_, i) => ({ c: `c${i}`, n: i })), { c: 'none', n: null }];
    const spec = quickChart(
      { x: 'c', y: 'n', kind: 'bars' },
      [{ name: 'c', kind: 'category' }, number('n')],
      rows,
      formats,
    );
    expect(spec.rows).toHaveLength(20);
    expect(spec.table.rows[0]).toEqual(['c24', 24]);
    expect(spec.table.columns).toEqual(['c', 'n']);
  });

  it('draws time in order, whatever the order of the rows', () => {
    const rows = [
      { at: '2024-02-01', n: 2 },
      { at: '2024-01-01', n: 1 },
    ];
    const spec = quickChart(
      { x: 'at', y: 'n', kind: 'line' },
      [{ name: 'at', kind: 'time' }, number('n')],
      rows,
      formats,
    );
    expect(spec.table.rows.map(([, n]) => n)).toEqual([1, 2]);
  });
});
