import { beforeEach, describe, expect, it } from 'vitest';
import type { Selection } from '../../../src/lib/core/selection';
import { accept, load, loadCompany, project, propose, select, tag, useWorkspace, workspace } from './company';

useWorkspace();

describe('the exit', () => {
  beforeEach(loadCompany);
  const csv = async (what: string, options: { masked?: boolean; where?: Selection } = {}) => {
    const { blob, account } = await workspace().exports.exportData(what, { format: 'csv', ...options });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    return { lines: new TextDecoder().decode(bytes).split('\r\n'), account };
  };

  it('leaves out who asked not to be contacted, and says how many', async () => {
    const { lines, account } = await csv('customers');
    expect(account).toMatchObject({ rows: 2, leftOut: 1 });
    expect(lines[0]).toMatch(/^customer_id,name,phone,registered_at,do_not_contact,积分,tenure_days,orders,/);
    expect(lines[1]).toMatch(/^A,王大明,13800138001,2024-01-01T00:00:00,,8,70,2,/);
    expect(lines).toHaveLength(4);
  });

  it('masks what identifies', async () => {
    const { lines } = await csv('customers', { masked: true });
    expect(lines[1]).toMatch(/^A,王\*,138\*\*\*\*8001,/);
    expect(lines[2]).toMatch(/^C,E\*,'\+86\*\*\*\*9000,/);
  });

  it('writes a segment, and the customers of a selection', async () => {
    const selection = select({ kind: 'compare', field: 'orders', op: '=', value: 0 });
    project.segments.set('s1', selection);
    expect((await csv('segment:s1')).account).toMatchObject({ rows: 1, leftOut: 1 });
    expect((await csv('customers', { where: selection })).account).toMatchObject({ rows: 1, leftOut: 1 });
  });

  it('writes tags and what a run proposes', async () => {
    await propose(1, { tags: [tag('rfm', [0, 1, 2], ['high', 'low'], [0.5, 0.5, 0.25], 0.4)] });
    expect((await csv('run:run-1')).account).toMatchObject({ rows: 2, leftOut: 1 });
    await accept(1);
    const { lines, account } = await csv('tags');
    expect(account).toMatchObject({ rows: 1, leftOut: 1 });
    expect(lines[1]).toBe('A,rfm,knowledge,prediction,high,0.5,,,2024-03-11,run-1');
  });

  it('writes tables: numbers as numbers, texts that look like formulas as texts', async () => {
    const { lines } = await csv('table:transactions');
    expect(lines[0]).toBe(
      'transaction_id,line,customer_id,occurred_at,amount,quantity,unit_price,currency,product_id,category,channel,discount,is_refund',
    );
    expect(lines[4]).toBe('3,,A,2024-03-02T00:00:00,-30,,,,P,,,,true');
    await load({ entity: 'customers', columns: { customer_id: ['X'], name: ['=cmd|1'] } });
    const customers = await csv('table:customers');
    expect(customers.lines.find((line) => line.startsWith('X,'))).toMatch(/^X,'=cmd\|1,/);
    expect(customers.account).toMatchObject({ rows: 4, leftOut: 1 });
  });

  it('writes JSON with the names people see', async () => {
    const { blob } = await workspace().exports.exportData('customers', { format: 'json' });
    const rows = JSON.parse(await blob.text()) as Record<string, unknown>[];
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ customer_id: 'A', 积分: 8, orders: 2 });
  });

  it('refuses formats and subjects it does not have', async () => {
    const format = 'docx' as 'csv';
    await expect(workspace().exports.exportData('customers', { format })).rejects.toMatchObject({
      code: 'format-not-available',
    });
    for (const what of ['nobody', 'segment:none', 'table:store.runs', 'run:none', 'table:__proto__']) {
      await expect(csv(what)).rejects.toMatchObject({ code: 'export-unknown' });
    }
  });
});
