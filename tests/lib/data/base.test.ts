import { describe, expect, it } from 'vitest';
import { createBase } from '../../../src/lib/data/base';
import { sql } from '../../../src/lib/data/sql';
import { load, loadCompany, read, useWorkspace, workspace } from './company';

useWorkspace();

describe('the base', () => {
  it('is empty and whole before anything is imported', async () => {
    expect(await read('FROM base')).toEqual([]);
    expect(await workspace().segments.rows({})).toEqual({ rows: [], total: 0 });
  });

  it('has one row per customer over all entities, with the last row of the customers', async () => {
    await loadCompany();
    expect(await read('SELECT customer_id, name, "积分" AS points FROM base ORDER BY 1')).toEqual([
      { customer_id: 'A', name: '王大明', points: 8 },
      { customer_id: 'B', name: '=cmd|1', points: 6 },
      { customer_id: 'C', name: 'Eve', points: 7 },
    ]);
  });

  it('lists a customer whom only an order knows', async () => {
    await load({ entity: 'transactions', columns: { customer_id: ['Z'], occurred_at: ['2024-01-01'] } });
    expect(await read('SELECT customer_id, orders FROM base')).toEqual([{ customer_id: 'Z', orders: 1 }]);
  });

  it('is made of columns that are there when an import comes between features and base', async () => {
    await load({ entity: 'customers', columns: { customer_id: ['A'] } });
    const { engine, catalog, features, tags } = workspace();
    let interrupted = false;
    const base = createBase(
      engine,
      catalog,
      {
        ...features,
        async ensure() {
          const mark = await features.ensure();
          if (!interrupted) await load({ entity: 'customers', columns: { customer_id: ['B'], name: ['Bea'] } });
          interrupted = true;
          return mark;
        },
      },
      tags,
    );
    expect((await base.ensure()).map(({ name }) => name)).toContain('name');
    expect(await engine.query(sql`SELECT name FROM main.base ORDER BY customer_id`)).toEqual([
      { name: null },
      { name: 'Bea' },
    ]);
  });

  it('names no column twice', async () => {
    await load({
      entity: 'customers',
      columns: { customer_id: ['A'] },
      free: [
        { name: 'Tenure_Days', type: 'text', values: ['x'] },
        { name: 'customer_id', type: 'text', values: ['y'] },
      ],
    });
    const names = (await workspace().segments.columns()).map((column) => column.name);
    expect(names).toEqual(['customer_id', 'Tenure_Days_1', 'customer_id_1', 'tenure_days']);
  });
});
