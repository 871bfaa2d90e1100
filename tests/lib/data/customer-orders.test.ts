import { beforeEach, describe, expect, it } from 'vitest';
import type { Condition, Selection } from '../../../src/lib/core/selection';
import { load, loadCompany, select, useWorkspace, workspace } from './company';

useWorkspace();

const ids = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('the order of many customers', () => {
  const many = 1200;
  beforeEach(() =>
    load({
      entity: 'customers',
      columns: {
        customer_id: ids(many).map((i) => `K${i}`),
        city: ids(many).map((i) => ['杭州', '宁波', null][i % 3] ?? null),
      },
      free: [{ name: '积分', type: 'integer', values: Int32Array.from(ids(many), (i) => (i * 7) % 100) }],
    }),
  );
  const expected = ids(many).sort((a, b) => ((b * 7) % 100) - ((a * 7) % 100) || a - b);
  const page = (offset: number, limit: number) =>
    workspace().segments.page({ orderBy: '-积分', offset, limit, columns: ['积分'] });

  it('is the same by the first places, by pages of the whole, and after it is known', async () => {
    for (const [offset, limit] of [
      [0, 60],
      [1150, 100],
      [30, 60],
      [700, 3],
      [1199, 5],
    ] as const) {
      const { rows, total } = await page(offset, limit);
      expect(rows.map((row) => row.customerNo)).toEqual(expected.slice(offset, offset + limit));
      expect(rows.map((row) => row.cells)).toEqual(rows.map((row) => [(row.customerNo * 7) % 100]));
      expect(total).toBe(many);
    }
  });

  it('is the rows’ own when several columns sort', async () => {
    const { rows } = await workspace().segments.rows({
      orderBy: ['city', '-积分'],
      limit: 2,
      columns: ['city', '积分'],
    });
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { city: '宁波', 积分: 99 },
      { city: '宁波', 积分: 99 },
    ]);
  });

  it('tells the place of a customer and the neighbours, to the ends', async () => {
    const { segments } = workspace();
    const query = { orderBy: '-积分' };
    const place = await segments.place(query, expected[600] as number);
    expect(place).toEqual({ position: 600, total: many, previous: expected[599], next: expected[601] });
    expect(await segments.place(query, expected[0] as number)).toMatchObject({ position: 0, previous: null });
    expect(await segments.place(query, expected[many - 1] as number)).toMatchObject({ next: null });
    const where = select({ kind: 'compare', field: 'city', op: '=', value: '杭州' });
    expect(await segments.place({ where }, 1)).toBeNull();
    expect(await segments.numbers(query, 10, 14)).toEqual(expected.slice(10, 14));
  });

  it('is found again in a search', async () => {
    const { segments } = workspace();
    await segments.searchReady();
    const { rows, total } = await segments.page({ search: 'k119', orderBy: '-积分', columns: [] });
    const wanted = expected.filter((no) => String(no).startsWith('119'));
    expect(rows.map((row) => row.customerNo)).toEqual(wanted);
    expect(total).toBe(11);
  });

  it('is grouped by the values of a column, with their sums', async () => {
    const { groups, values } = await workspace().segments.groups({ where: select(), by: 'city' });
    expect(values).toBe(3);
    expect(groups.map(({ value, customers, amount }) => [value, customers, amount])).toEqual([
      ['宁波', 400, null],
      ['杭州', 400, null],
      [null, 400, null],
    ]);
  });

  it('shows how values are spread, of everyone and of those a filter keeps', async () => {
    const where = select({ kind: 'compare', field: 'city', op: '=', value: '宁波' });
    const profiles = await workspace().segments.profiles(['积分', 'city'], where);
    const points = profiles.get('积分');
    expect(points?.all.reduce((sum, n) => sum + n, 0)).toBe(many);
    expect(points?.kept?.reduce((sum, n) => sum + n, 0)).toBe(400);
    expect(profiles.get('city')).toMatchObject({ all: [400, 400], kept: [400, 0] });
  });
});

describe('selections of picked customers', () => {
  beforeEach(loadCompany);
  const found = async (...conditions: Condition[]) =>
    Array.from(await workspace().segments.customers(select(...conditions)));
  const picked = (customers: number[], isExcluded = false): Condition => ({ kind: 'picked', customers, isExcluded });

  it('hold those picked, or all but them', async () => {
    expect(await found(picked([2, 0]))).toEqual([0, 2]);
    expect(await found(picked([1], true))).toEqual([0, 2]);
    expect(await found(picked([]))).toEqual([]);
    expect(await found(picked([], true))).toEqual([0, 1, 2]);
  });

  it('nest', async () => {
    const any: Selection['conditions'] = [picked([0]), { kind: 'search', text: 'eve' }];
    expect(await found({ kind: 'group', mode: 'any', conditions: any }, picked([0], true))).toEqual([2]);
    expect(await found({ kind: 'group', mode: 'all', conditions: [] })).toEqual([0, 1, 2]);
  });
});
