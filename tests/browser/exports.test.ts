import { readFile } from 'node:fs/promises';
import { readXlsx } from 'hucre/xlsx';
import { readParquet } from 'parquet-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type OpenedApp } from './app';

/** Bytes the page handed out, seen from outside it. */
const bytesOf = async (app: OpenedApp, what: string, format: 'csv' | 'json' | 'xlsx' | 'parquet', masked = false) => {
  const base64 = await app.page.evaluate(
    async (asked) => {
      const blob = await kith.exportData(asked.what, { format: asked.format, masked: asked.masked });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    { what, format, masked },
  );
  return Uint8Array.from(Buffer.from(base64, 'base64'));
};

describe('files out of the built page', () => {
  let app: OpenedApp;
  beforeAll(async () => {
    app = await openApp({ language: 'en' });
    await app.page.evaluate(async () => void (await kith.projects.openDemo()));
  });
  afterAll(() => app.close());

  it('writes every format under the policy, opt-outs left out of each', async () => {
    const kept = await app.page.evaluate(async () => {
      const [row] = await kith.sql('SELECT count(*) AS n FROM base WHERE NOT coalesce(do_not_contact, false)');
      return Number(row?.n);
    });
    const csv = new TextDecoder().decode(await bytesOf(app, 'customers', 'csv'));
    expect(csv.split('\r\n')).toHaveLength(kept + 2);
    const json = JSON.parse(new TextDecoder().decode(await bytesOf(app, 'customers', 'json'))) as unknown[];
    expect(json).toHaveLength(kept);
    const book = await readXlsx(await bytesOf(app, 'customers', 'xlsx'));
    expect(book.sheets.map(({ rows }) => rows.length)).toEqual([kept + 1, expect.any(Number)]);
    expect(book.sheets[1]?.rows.flat()).toContain('Customers left out because they asked not to be contacted');
    const table = readParquet(await bytesOf(app, 'customers', 'parquet'));
    expect(table.recordBatches().reduce((rows, batch) => rows + batch.numRows, 0)).toBe(kept);
  });

  it('masks in the engine', async () => {
    const csv = new TextDecoder().decode(await bytesOf(app, 'customers', 'csv', true));
    expect(csv).toMatch(/,1\d\d\*\*\*\*\d{4},/);
    expect(csv).not.toMatch(/,1\d{10},/);
  });

  it('offers the formats in a menu, says what was saved, and keeps a log of it', async () => {
    const { page } = app;
    await page.evaluate(() => (location.hash = '#/data/tables'));
    await page.getByRole('button', { name: 'Export this table' }).first().click();
    await page
      .getByText(/customers? asked not to be contacted|rows/)
      .first()
      .waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
    expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK');
    await page.getByText(/^Saved [\d,]+ rows/).waitFor();
    await page.keyboard.press('Escape');
    await page.evaluate(() => (location.hash = '#/data/import'));
    await page.getByRole('heading', { name: 'Exported files' }).waitFor();
    expect(await page.getByText('masked', { exact: true }).count()).toBeGreaterThan(0);
  });

  it('raised no alarm', () => expect(app.complaints).toEqual([]));
});
