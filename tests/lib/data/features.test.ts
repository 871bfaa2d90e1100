import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../../src/lib/data/sql';
import { load, loadCompany, project, read, useWorkspace, workspace } from './company';

useWorkspace();

const feature = (name: string) => read(`SELECT customer_id, ${name} AS v FROM base ORDER BY customer_id`);
const perCustomer = async (name: string) => (await feature(name)).map((row) => row.v);

describe('features', () => {
  beforeEach(loadCompany);

  it('are dated the day after the last event', async () => {
    expect(await workspace().features.asOf()).toBe('2024-03-11');
  });

  it.each([
    ['orders', [2, 0, 0]],
    ['amount_total', [30, 0, 0]],
    ['amount_mean', [30, null, null]],
    ['refund_amount', [30, 0, 0]],
    ['distinct_products', [2, 0, 0]],
    ['first_order_at', ['2024-02-01T00:00:00', null, null]],
    ['recency_days', [10, null, null]],
    ['tenure_days', [70, 37, null]],
    ['contacts', [1, 2, 0]],
    ['responses', [1, 1, 0]],
    ['response_rate', [1, 0.5, null]],
    ['top_channel', ['APP', 'APP', null]],
    ['top_channel_share', [1, 1, null]],
    ['content_uses', [1, 0, 0]],
    ['complaints', [0, 1, 0]],
  ])('%s', async (name, expected) => {
    expect(await perCustomer(name)).toEqual(expected);
  });

  it('see nothing on or after the as-of date', async () => {
    project.asOf = '2024-03-01';
    expect(await perCustomer('orders')).toEqual([1, 0, 0]);
    expect(await perCustomer('recency_days')).toEqual([29, null, null]);
  });

  it('need an as-of date that is a date', async () => {
    project.asOf = 'yesterday';
    await expect(workspace().dataset()).rejects.toMatchObject({ kind: 'input', code: 'param-type' });
  });

  it('follow new rows', async () => {
    expect(await perCustomer('orders')).toEqual([2, 0, 0]);
    await load({
      entity: 'transactions',
      columns: { transaction_id: ['4'], customer_id: ['B'], occurred_at: ['2024-03-03'], amount: Float32Array.of(1) },
    });
    expect(await perCustomer('orders')).toEqual([2, 1, 0]);
  });

  it('do not add up different currencies', async () => {
    await load({
      entity: 'transactions',
      columns: { customer_id: ['A', 'A'], amount: Float32Array.of(1, 2), currency: ['CNY', 'USD'] },
      mode: 'replace',
    });
    expect(await perCustomer('orders')).toEqual([2, 0, 0]);
    expect(workspace().features.list.map((one) => one.name)).not.toContain('amount_total');
  });

  it('exist only for what was imported', async () => {
    const names = workspace().features.list.map((one) => one.name);
    expect(names).toContain('orders');
    expect(names).not.toContain('feedback_count');
    await expect(workspace().sql('SELECT feedback_count FROM base')).rejects.toMatchObject({ code: 'sql' });
  });

  it('are read by analyses as coded.features', async () => {
    const dataset = await workspace().dataset();
    const columns = await dataset.columns(
      sql`SELECT customer_no, recency_days FROM coded.features ORDER BY customer_no`,
    );
    expect(columns.customer_no).toEqual(Int32Array.of(0, 1, 2));
    expect(columns.recency_days).toEqual(Float64Array.of(10, NaN, NaN));
  });
});
