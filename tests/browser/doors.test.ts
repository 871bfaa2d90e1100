import { tableFromArrays } from 'apache-arrow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSharedData, sharedData } from '../shared-data';
import { workbook, zip } from '../workers/packed';
import { parquetOf, startParquet } from '../workers/parquet-file';
import { openApp, type OpenedApp } from './app';

let app: OpenedApp;

beforeAll(async () => {
  startParquet();
  app = await openApp();
});

afterAll(() => app.close());

const ids = Array.from({ length: 30 }, (_, i) => `C${String(i).padStart(4, '0')}`);
const customers = workbook([
  {
    name: '客户',
    rows: [
      ['2026 年客户'],
      [],
      ['客户编号', '姓名', '城市'],
      ...ids.map((id, i) => [id, `王${i}`, i % 2 ? '杭州' : '宁波']),
    ],
  },
  { name: '说明', rows: [['手工整理']] },
]);
const orders = () =>
  parquetOf(
    tableFromArrays({
      订单号: ids.map((_, i) => `D${i}`),
      客户编号: ids,
      下单时间: ids.map((_, i) => `2026-01-${String((i % 28) + 1).padStart(2, '0')} 10:00:00`),
      实付金额: Float64Array.from(ids, (_, i) => i + 0.5),
    }),
  );
const archive = zip({
  'contacts/联系.csv': `工单号,客户编号,接触时间,渠道,接触类型\n${ids.map((id, i) => `W${i},${id},2026-02-01 09:00:00,APP,打开`).join('\n')}\n`,
  'readme.pdf': '%PDF-1.7',
});
const pasted = `反馈编号\t客户编号\t反馈时间\t反馈渠道\t反馈内容\nF1\tC0001\t2026-02-03\t热线\t"信号差\n第二行"\nF2\tC0002\t2026-02-04\t热线\t账单不对\n`;
const file = (name: string, bytes: Uint8Array) => ({ name, mimeType: '', buffer: Buffer.from(bytes) });

describe('the doors, in the built page under its policy', () => {
  it('take a workbook, a Parquet file, an archive and a pasted table together', async () => {
    const { page } = app;
    await page.evaluate(() => kith.projects.create('门'));
    await page.evaluate(() => (location.hash = '#/data'));
    const chooser = page.locator('input[type=file]').first();
    await chooser.setInputFiles([
      file('客户.xlsx', customers),
      file('orders.parquet', orders()),
      file('a.zip', archive),
    ]);
    await page.getByText('a.zip › contacts/联系.csv').first().waitFor();
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, pasted);
    await page.getByText('pasted-1.tsv').first().waitFor();
    // The entry that is no table says so on its own card.
    await page.getByText('a.zip › readme.pdf').first().waitFor();
    await page.getByRole('button', { name: /^导入 4 个文件$/ }).click();
    // What was loaded leaves the list; only the entry that is no table stays.
    await page.waitForFunction(() => document.querySelectorAll('.card').length === 1, undefined, { timeout: 60_000 });
    const counts = await page.evaluate(async () => ({
      customers: await kith.sql('SELECT count(*) AS n, min(customer_id) AS id FROM customers'),
      transactions: await kith.sql('SELECT count(*) AS n, sum(amount) AS total FROM transactions'),
      interactions: await kith.sql('SELECT count(*) AS n FROM interactions'),
      feedback: await kith.sql("SELECT text FROM feedback WHERE feedback_id = 'F1'"),
    }));
    expect(counts).toEqual({
      customers: [{ n: 30, id: 'C0000' }],
      transactions: [{ n: 30, total: 450 }],
      interactions: [{ n: 30 }],
      feedback: [{ text: '信号差\n第二行' }],
    });
    expect(app.complaints).toEqual([]);
  });

  it('give a script one receipt per sheet, balanced', async () => {
    const receipts = await app.page.evaluate(
      async (bytes) => {
        await kith.projects.create('二');
        return kith.importFiles([new File([Uint8Array.from(bytes)], 'book.xlsx')], { sheet: '客户', range: 'A3:B12' });
      },
      [...customers],
    );
    expect(receipts).toMatchObject([
      {
        file: 'book.xlsx',
        sheet: '客户',
        entity: 'customers',
        lines: 10,
        loaded: 9,
        rejected: 0,
        skipped: 1,
        pending: 0,
      },
    ]);
  });

  it('refuse with a sentence what they cannot read, and stay open', async () => {
    const { page } = app;
    const failures = await page.evaluate(
      async (files) => {
        const told: string[] = [];
        for (const [name, bytes] of files)
          await kith.importFiles([new File([Uint8Array.from(bytes)], name)]).then(
            () => told.push('read'),
            (thrown: { code: string }) => told.push(thrown.code),
          );
        return told;
      },
      [
        ['cut.parquet', [...orders().slice(0, -200)]],
        ['old.xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
        ['report.pdf', [...Buffer.from('%PDF-1.7')]],
      ] as const,
    );
    expect(failures).toEqual(['parquet-malformed', 'unsupported-spreadsheet', 'unsupported-document']);
  });

  it.runIf(hasSharedData)('outlive a Parquet file on which the decoder stops dead', async () => {
    const bytes = readFileSync(join(sharedData, 'messy-parquet/nation.dict-malformed.parquet'));
    const told = await app.page.evaluate(
      async ([malformed, good]) => {
        const load = (list: readonly number[], name: string) =>
          kith.importFiles([new File([Uint8Array.from(list)], name)]).then(
            ([receipt]) => receipt?.loaded,
            (thrown: { code: string }) => thrown.code,
          );
        return [await load(malformed, 'nation.parquet'), await load(good, 'orders.parquet')];
      },
      [[...bytes], [...orders()]] as const,
    );
    expect(told).toEqual(['parquet-malformed', 30]);
    expect(app.complaints).toEqual([]);
  });
});
