import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSharedData, sharedData } from '../shared-data';
import { openApp, type OpenedApp } from './app';

let app: OpenedApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kith-'));
  app = await openApp();
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

/** Puts files of the disk into the page as a user's choice would, and imports them into a new project. */
async function importInto(project: string, paths: readonly string[], options: object = {}) {
  await app.page.evaluate(() => {
    document.querySelector('#test-files')?.remove();
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, id: 'test-files' });
    document.body.append(input);
  });
  await app.page.setInputFiles('#test-files', [...paths]);
  return app.page.evaluate(
    async ([name, importOptions]) => {
      await kith.projects.create(name);
      const files = Array.from(document.querySelector<HTMLInputElement>('#test-files')?.files ?? []);
      return kith.importFiles(files, importOptions);
    },
    [project, options] as const,
  );
}

describe.runIf(hasSharedData)('real data, from the file to the figure', () => {
  it('Online Retail: 541,909 rows, medians 50 / 2 / 674.49 with refunds excluded', async () => {
    const csv = join(folder, 'online_retail.csv');
    writeFileSync(csv, gunzipSync(readFileSync(join(sharedData, 'retail-online-retail/online_retail.csv.gz'))));
    const [receipt] = await importInto('Online Retail', [csv]);
    expect(receipt).toMatchObject({ entity: 'transactions', lines: 541_910, loaded: 541_909, rejected: 0, skipped: 1 });

    const outcome = await app.page.evaluate(async () => {
      const anonymous = await kith.sql('SELECT count(*) AS n FROM transactions WHERE customer_id IS NULL');
      const excluded = await kith.run('rfm', { refunds: 'exclude' });
      const net = await kith.run('rfm', { refunds: 'net' });
      const clustering = await kith.run('clustering', { k: 4 });
      return {
        asOf: kith.project.asOf,
        anonymous: anonymous[0]?.n,
        excluded: excluded.result,
        net: net.result,
        clustering: clustering.result,
      };
    });
    expect(outcome.asOf).toBe('2011-12-10');
    expect(outcome.anonymous).toBe(135_080);
    const { medians } = outcome.excluded as { medians: Record<string, number> };
    expect([medians.recency, medians.frequency]).toEqual([50, 2]);
    expect(medians.monetary).toBeCloseTo(674.485, 2);
    const net = (outcome.net as { medians: Record<string, number> }).medians;
    expect([net.recency, net.frequency]).toEqual([50, 3]);
    expect(net.monetary).toBeGreaterThan(640);
    expect(net.monetary).toBeLessThan(660);
    expect((outcome.clustering as { silhouette: number }).silhouette).toBeGreaterThan(0.1);
  });

  it('a GB18030 file is recognised with proof and read whole', async () => {
    const [receipt] = await importInto('外卖', [join(sharedData, 'messy-gbk/waimai_head3000_gb18030.csv')], {
      entity: 'feedback',
      mapping: { label: 'label', review: 'text' },
    });
    expect(receipt).toMatchObject({ entity: 'feedback', rejected: 0, loaded: 3000 });
    const rows = await app.page.evaluate(() => kith.sql('SELECT text FROM feedback LIMIT 1'));
    expect(rows).toEqual([{ text: '很快，好吃，味道足，量大' }]);
  });

  it('gives the published RFM scores of the R package', async () => {
    const path = join(sharedData, 'rfm-known-answer/rfm_data_orders.csv');
    await importInto('rfm', [path], {
      entity: 'transactions',
      mapping: { customer_id: 'customer_id', order_date: 'occurred_at', revenue: 'amount' },
    });
    const rows = await app.page.evaluate(async () => {
      kith.project.asOf = '2006-12-31';
      const { runId } = await kith.run('rfm', { method: 'quantile' });
      await kith.acceptTags(runId);
      return kith.sql(`SELECT customer_id, score FROM tags WHERE tag = 'rfm'`);
    });
    expect(rows).toHaveLength(995);
    const scores = new Map(rows.map((row) => [row.customer_id, row.score]));
    const expected = readFileSync(join(sharedData, 'rfm-known-answer/expected_first5.csv'), 'utf8').trim().split('\n');
    for (const line of expected.slice(1)) {
      const [name, , , , score] = line.split(',');
      expect([name, scores.get(name ?? '')]).toEqual([name, Number(score)]);
    }
  });
});
