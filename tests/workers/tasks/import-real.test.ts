import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { suggestMapping, toReadPlan } from '../../../src/lib/data/import/mapping';
import { hasSharedData, sharedData } from '../../shared-data';
import { accountAgain, inspect, planOf, read, textLayout } from './import-harness';

const load = (path: string): Uint8Array => {
  const bytes = readFileSync(join(sharedData, path));
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
};

/** Inspects and reads a real file as it comes, and checks the laws: no line lost, no cell lost. */
async function readReal(content: Uint8Array) {
  const inspection = await inspect(content);
  const plan = planOf(inspection, { batchRows: 50_000 });
  const result = await read(content, plan);
  const { lines, loaded, rejected, skipped } = result.account;
  expect(lines).toBe(loaded + rejected + skipped);
  expect(accountAgain(plan, result)).toEqual(result.account.columns.map(({ filled, hash }) => ({ filled, hash })));
  return { inspection, plan, ...result };
}

describe.runIf(hasSharedData)('import of real files', () => {
  it('reads all 541,909 rows of Online Retail as transactions', async () => {
    const content = load('retail-online-retail/online_retail.csv.gz');
    const inspection = await inspect(content);
    const mapping = suggestMapping(inspection);
    expect(mapping.entity).toBe('transactions');
    expect(mapping.pairs.map(({ field }) => field)).toEqual([
      'transaction_id',
      'product_id',
      null,
      'quantity',
      'occurred_at',
      'unit_price',
      'customer_id',
      null,
    ]);
    const free = ['Description', 'Country'].map((name, i) => ({ column: `x${i}`, name, type: 'text' as const }));
    const plan = toReadPlan(inspection, mapping, {}, { file: 1, free });
    const result = await read(content, plan);
    expect(result.account).toMatchObject({ lines: 541_910, loaded: 541_909, rejected: 0, skipped: 1, cellRejects: 0 });
    expect(result.account.columns[6]?.filled).toBe(541_909 - 135_080);
    expect(new Set(result.values.get('customer_id')).size).toBe(4372 + 1);
    expect(new Set(result.values.get('transaction_id')).size).toBe(25_900);
    // Clean revenue of PROVENANCE.md: rows with a customer, a positive quantity and a positive price.
    const [quantity = [], price = [], customer = []] = ['quantity', 'unit_price', 'customer_id'].map((name) =>
      result.values.get(name),
    );
    let revenue = 0;
    quantity.forEach((value, i) => {
      const isClean = customer[i] !== null && Number(value) > 0 && Number(price[i]) > 0;
      if (isClean) revenue += Number(value) * Number(price[i]);
    });
    expect(revenue).toBeCloseTo(8_911_407.9, 1);
    expect(accountAgain(plan, result)).toEqual(result.account.columns.map(({ filled, hash }) => ({ filled, hash })));
  });

  it.each([
    ['messy-gbk/gbk_train.txt', 4499],
    ['messy-gbk/waimai_head3000_gb18030.csv', 3000],
  ])('reads %s as GB18030', async (path, records) => {
    const { inspection, account } = await readReal(load(path));
    expect(textLayout(inspection).encoding).toEqual({ label: 'gb18030', proof: 'no-error' });
    expect(account.loaded + account.rejected).toBe(records);
    expect(account.warnings).toEqual([]);
  });

  it('reads the GB18030 copy of the reviews to the text of the original', async () => {
    const gb = await readReal(load('messy-gbk/waimai_head3000_gb18030.csv'));
    const texts = gb.values.get('c1') ?? [];
    expect(texts).toHaveLength(3000);
    expect(texts[0]).toBe('很快，好吃，味道足，量大');
    expect(texts.some((text) => String(text).includes('\uFFFD'))).toBe(false);
    expect(suggestMapping(gb.inspection)).toMatchObject({
      entity: 'feedback',
      pairs: [{ field: 'label' }, { field: 'text' }],
    });
  });

  // The JSON of location_coordinates tells of another phone number than its CSV.
  it.each(
    hasSharedData
      ? readdirSync(join(sharedData, 'messy-csv-spectrum/csvs')).filter((name) => name !== 'location_coordinates.csv')
      : [],
  )('reads %s of csv-spectrum to its JSON', async (name) => {
    const content = load(`messy-csv-spectrum/csvs/${name}`);
    const inspection = await inspect(content);
    const columns = inspection.columns.map(() => ({ type: 'text' as const }));
    const { values, account } = await read(content, planOf(inspection, { columns }));
    const expected = JSON.parse(
      new TextDecoder().decode(load(`messy-csv-spectrum/json/${name.replace('.csv', '.json')}`)),
    ) as Record<string, string>[];
    const rows = expected.map((_, row) =>
      Object.fromEntries(inspection.columns.map(({ index, name: key }) => [key, values.get(`c${index}`)?.[row] ?? ''])),
    );
    const plain = (text: string) => text.replaceAll('\r\n', '\n');
    expect(rows).toEqual(
      expected.map((row) => Object.fromEntries(Object.entries(row).map(([key, text]) => [key, plain(text)]))),
    );
    expect(account).toMatchObject({ loaded: expected.length, rejected: 0 });
  });

  it('loses no line and no cell of any Pollock file, and says so where it is not the clean table', async () => {
    const folder = join(sharedData, 'messy-pollock');
    let clean = 0;
    for (const name of readdirSync(join(folder, 'csv'))) {
      const content = load(`messy-pollock/csv/${name}`);
      if (content.length === 0) {
        await expect(inspect(content)).rejects.toThrow('empty-file');
        continue;
      }
      const { account, inspection } = await readReal(content);
      const { account: expected, inspection: wanted } = await readReal(load(`messy-pollock/clean/${name}`));
      const isClean = account.loaded === expected.loaded && inspection.columns.length === wanted.columns.length;
      if (isClean) clean++;
      const isSilent = !isClean && account.rejected === 0 && inspection.warnings.length === 0;
      // Two tables under one another, one as wide as the other, are one table to any reader.
      if (!name.startsWith('file_multitable')) expect(isSilent, name).toBe(false);
    }
    expect(clean).toBeGreaterThan(12);
  });

  it('loses no line and no cell of any odd file', async () => {
    const folders = [
      'messy-fread',
      'messy-fread/readr',
      'messy-encodings',
      'churn-telco',
      'survey-starbucks',
      'retail-taobao-derived-cn',
      'retail-olist-fragments',
      'journey-receipt',
      'en-reviews-alexa',
      'marketing-campaign-personality',
    ];
    let count = 0;
    for (const folder of folders) {
      for (const name of readdirSync(join(sharedData, folder))) {
        if (!/\.(csv|tsv|txt|dat|gz)$/.test(name) || !existsSync(join(sharedData, folder, name))) continue;
        const content = load(`${folder}/${name}`);
        const unreadable = /tis|Windows874|spotify/.test(name);
        if (unreadable) await expect(inspect(content), name).rejects.toThrow('encoding-unknown');
        else await readReal(content);
        count++;
      }
    }
    expect(count).toBeGreaterThan(50);
  });
});
