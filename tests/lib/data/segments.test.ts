import { beforeEach, describe, expect, it } from 'vitest';
import type { Selection } from '../../../src/lib/core/selection';
import type { Workspace } from '../../../src/lib/data/workspace';
import { accept, load, loadCompany, propose, select, tag, useWorkspace, workspace } from './company';

useWorkspace();

const ids = async (selection: Selection) => Array.from(await workspace().segments.customers(selection));

describe('selections', () => {
  beforeEach(loadCompany);

  it.each<[string, Selection['conditions'][number], number[]]>([
    ['a number', { kind: 'compare', field: 'orders', op: '>=', value: 1 }, [0]],
    ['a number written as text', { kind: 'compare', field: 'orders', op: '<', value: '1' }, [1, 2]],
    ['a date', { kind: 'compare', field: 'last_order_at', op: '>', value: '2024-02-15' }, [0]],
    ['a text', { kind: 'compare', field: 'customer_id', op: '=', value: 'B' }, [1]],
    ['not equal, the empty included', { kind: 'compare', field: 'top_channel', op: '!=', value: 'APP' }, [2]],
    ['one of', { kind: 'one-of', field: '积分', values: [6, 7] }, [1, 2]],
    ['one of none', { kind: 'one-of', field: 'name', values: [] }, []],
    ['contained text', { kind: 'contains', field: 'name', text: '大' }, [0]],
    ['text with a quote and a wildcard', { kind: 'contains', field: 'name', text: "%' OR true --" }, []],
    ['a boolean', { kind: 'compare', field: 'do_not_contact', op: '=', value: true }, [1]],
    ['empty', { kind: 'empty', field: 'phone', isEmpty: true }, [1]],
    ['filled', { kind: 'empty', field: 'phone', isEmpty: false }, [0, 2]],
  ])('by %s', async (_, condition, expected) => {
    expect(await ids(select(condition))).toEqual(expected);
  });

  it('combine conditions by all or any', async () => {
    const conditions: Selection['conditions'] = [
      { kind: 'compare', field: 'orders', op: '>', value: 0 },
      { kind: 'compare', field: 'customer_id', op: '=', value: 'C' },
    ];
    expect(await ids({ asOf: '', mode: 'all', conditions })).toEqual([]);
    expect(await ids({ asOf: '', mode: 'any', conditions })).toEqual([0, 2]);
    expect(await workspace().segments.count({ asOf: '', mode: 'any', conditions: [] })).toBe(3);
  });

  it('by tags in force, half-open in the score, and by results not yet accepted', async () => {
    await propose(1, { tags: [tag('app', [0, 1, 2], ['high', 'low'], [0.8, 0.4, 0.2])] });
    const result = { kind: 'result', runId: 'run-1', tag: 'app', values: ['high'] } as const;
    expect(await ids(select(result))).toEqual([0, 2]);
    const scored = { kind: 'tag', tag: 'app', values: [], minScore: 0.4, maxScore: 0.8 } as const;
    expect(await ids(select(scored))).toEqual([]);
    await accept(1);
    expect(await ids(select(scored))).toEqual([1]);
    expect(await ids(select({ kind: 'compare', field: 'app', op: '=', value: 'low' }))).toEqual([1]);
  });

  it('refuse what the base has not', async () => {
    await expect(ids(select({ kind: 'empty', field: 'nix', isEmpty: true }))).rejects.toMatchObject({
      code: 'selection-field',
    });
    await expect(ids(select({ kind: 'compare', field: 'orders', op: '=', value: 'many' }))).rejects.toMatchObject({
      code: 'selection-value',
    });
  });
});

describe('pages of customers', () => {
  beforeEach(loadCompany);
  const page = async (query: Parameters<Workspace['segments']['page']>[0]) => {
    const { rows, total } = await workspace().segments.page(query);
    return { ids: rows.map((row) => row.customerId), total };
  };

  it('are sorted with the empty last, and cut', async () => {
    expect(await page({ orderBy: '-积分', limit: 2 })).toEqual({ ids: ['A', 'C'], total: 3 });
    expect(await page({ orderBy: 'recency_days' })).toEqual({ ids: ['A', 'B', 'C'], total: 3 });
    expect(await page({ limit: 2, offset: 2 })).toEqual({ ids: ['C'], total: 3 });
    expect(await page({ orderBy: '-积分', limit: 1, offset: 1 })).toEqual({ ids: ['C'], total: 3 });
    expect(await page({ limit: 0, offset: 9 })).toEqual({ ids: [], total: 3 });
  });

  it('are turned over the base as it is now', async () => {
    expect(await page({ offset: 1 })).toEqual({ ids: ['B', 'C'], total: 3 });
    await load({ entity: 'customers', columns: { customer_id: ['D'] } });
    expect(await page({ offset: 1 })).toEqual({ ids: ['B', 'C', 'D'], total: 4 });
  });

  it('are searched in Chinese and by parts of an id', async () => {
    expect(await page({ search: '王' })).toEqual({ ids: ['A'], total: 1 });
    expect(await page({ search: '1390' })).toEqual({ ids: ['C'], total: 1 });
    expect(await page({ search: 'nobody' })).toEqual({ ids: [], total: 0 });
  });

  it('take an expression of the console, read-only', async () => {
    expect(await page({ where: 'orders = 0 -- nobody bought', orderBy: '-customer_id' })).toEqual({
      ids: ['C', 'B'],
      total: 2,
    });
    await expect(page({ where: 'orders = ' })).rejects.toMatchObject({ kind: 'input' });
    await expect(page({ where: '1=1); DROP VIEW base; --' })).rejects.toMatchObject({ kind: 'input' });
  });

  it('give the console rows keyed by the names people see', async () => {
    const { rows } = await workspace().segments.rows({
      where: select({ kind: 'empty', field: 'phone', isEmpty: true }),
    });
    expect(Object.getPrototypeOf(rows[0])).toBeNull();
    expect(rows[0]).toMatchObject({ customer_id: 'B', 积分: 6, orders: 0, recency_days: null });
  });

  it('refuse an unknown order and a senseless range', async () => {
    await expect(page({ orderBy: 'nix' })).rejects.toMatchObject({ code: 'order-unknown' });
    await expect(page({ limit: -1 })).rejects.toMatchObject({ code: 'page-range' });
  });
});
