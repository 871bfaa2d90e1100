import { describe, expect, it } from 'vitest';
import { groupsOf, leastWidthOf, sortRows, textOf, tracksOf, type Column } from '../../src/components/table';

interface Row {
  readonly name: string;
  readonly spend: number | null;
}
const columns: readonly Column<Row>[] = [
  { id: 'name', label: '姓名', group: '自然属性', width: 80 },
  { id: 'spend', label: '金额', group: '消费行为', align: 'end' },
];
const rows: readonly Row[] = [
  { name: '王10', spend: 20 },
  { name: '王9', spend: null },
  { name: '李', spend: 3 },
];

describe('sortRows', () => {
  const names = (sort: Parameters<typeof sortRows>[2]) => sortRows(rows, columns, sort).map((row) => row.name);

  it('sorts numbers as numbers and keeps missing ones last, both ways', () => {
    expect(names({ column: 'spend', descending: false })).toEqual(['李', '王10', '王9']);
    expect(names({ column: 'spend', descending: true })).toEqual(['王10', '李', '王9']);
  });

  it('sorts Chinese by sound and digits in it by value', () => {
    expect(names({ column: 'name', descending: false })).toEqual(['李', '王9', '王10']);
  });

  it('leaves the rows as they are without a sort, or for a column that is gone', () => {
    expect(sortRows(rows, columns, null)).toBe(rows);
    expect(sortRows(rows, columns, { column: 'gone', descending: false })).toBe(rows);
  });
});

describe('columns', () => {
  it('form groups of neighbours', () => {
    expect(groupsOf(columns)).toEqual([
      { label: '自然属性', span: 1, start: 0 },
      { label: '消费行为', span: 1, start: 1 },
    ]);
    expect(groupsOf([{ id: 'a', label: 'a' }])).toEqual([]);
  });

  it('take a width in pixels or share the rest', () => {
    expect(tracksOf(columns)).toBe('80px minmax(88px, 1fr)');
    expect(leastWidthOf(columns)).toBe(168);
    const wide: readonly Column<object>[] = [{ id: 'a', label: 'a', width: { least: 200, share: 3 } }];
    expect([tracksOf(wide), leastWidthOf(wide)]).toEqual(['minmax(200px, 3fr)', 200]);
  });

  it('show a dash for a missing value', () => {
    expect(textOf({ id: 'spend', label: '' }, { name: 'x', spend: null })).toBe('—');
    expect(textOf({ id: 'spend', label: '', text: () => '¥ 3' }, { name: 'x', spend: 3 })).toBe('¥ 3');
  });
});
