import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clustering } from '../../src/analyses/clustering';
import { rfm } from '../../src/analyses/rfm';
import { runAnalysis } from '../../src/analyses/run';
import { hasSharedData, sharedData } from '../shared-data';
import { openTestProject, optionsOf, type TestProject } from './project';

describe.runIf(hasSharedData)('the published answer of the R package rfm', () => {
  const folder = resolve(sharedData, 'rfm-known-answer');
  let project: TestProject;
  beforeAll(async () => {
    project = await openTestProject({ asOf: '2006-12-31' });
    const bytes = readFileSync(resolve(folder, 'rfm_data_orders.csv'));
    const { loaded } = await project.importFile(new File([bytes], 'orders.csv', { lastModified: Date.now() }));
    expect(loaded).toBe(4906);
  });
  afterAll(() => project.close());

  it('comes out exactly, from file to score', async () => {
    const { result } = await runAnalysis(rfm, {}, await optionsOf(project));
    expect(result.customers).toHaveLength(995);
    const ids = await project.workspace.sql('SELECT customer_no, customer_id FROM store.customer_ids');
    const numbers = new Map(ids.rows.map((row) => [row.customer_id, row.customer_no]));
    const [, ...published] = readFileSync(resolve(folder, 'expected_first5.csv'), 'utf8').trim().split('\n');
    expect(published).toHaveLength(5);
    for (const line of published) {
      const [name, recency, orders, amount, score] = line.split(',');
      const i = result.customers.indexOf(Number(numbers.get(name)));
      const digits = `${result.r[i]}${result.f[i]}${result.m[i]}`;
      expect([result.recency[i], result.frequency[i], result.monetary[i], digits]).toEqual([
        ...[recency, orders, amount].map(Number),
        score,
      ]);
    }
  });
});

/** Online Retail (UCI 352), whole, through the same door as in the page; figures of pandas beside. */
describe.runIf(hasSharedData)('Online Retail', () => {
  let project: TestProject;
  beforeAll(async () => {
    project = await openTestProject({ asOf: '2011-12-10', timeZone: 'Europe/London', currency: 'GBP' });
    const bytes = gunzipSync(readFileSync(resolve(sharedData, 'retail-online-retail/online_retail.csv.gz')));
    const receipt = await project.importFile(new File([bytes], 'online_retail.csv', { lastModified: Date.now() }));
    expect(receipt.loaded).toBe(541_909);
  }, 600_000);
  afterAll(() => project.close());

  it('has the published medians when refunds are excluded', async () => {
    const { result } = await runAnalysis(rfm, { refunds: 'exclude' }, await optionsOf(project));
    expect(result.medians.recency).toBe(50);
    expect(result.medians.frequency).toBe(2);
    expect(result.medians.monetary).toBeCloseTo(674.485, 6);
    expect(result.means.recency).toBeCloseTo(92.06, 2);
    expect(result.means.frequency).toBeCloseTo(4.27, 2);
    expect(result.means.monetary).toBeCloseTo(2054.27, 2);
    expect(result.customers).toHaveLength(4338);
  });
  it('has a third order and about 650 pounds at the median when refunds are netted', async () => {
    const { result } = await runAnalysis(rfm, {}, await optionsOf(project));
    expect(result.medians.recency).toBe(50);
    expect(result.medians.frequency).toBe(3);
    expect(result.medians.monetary).toBeCloseTo(648.075, 6);
    expect(result.anonymousRows).toBe(135_080);
    expect(result.customers).toHaveLength(4372);
  });
  it('falls into segments of its 4,372 customers', async () => {
    const { result } = await runAnalysis(clustering, {}, await optionsOf(project));
    expect(result.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(4372);
    expect(result.features.map(({ name }) => name)).toEqual(['recency_days', 'orders', 'amount_total', 'amount_mean']);
    expect(result.silhouette).toBeGreaterThan(0.25);
  });
});
