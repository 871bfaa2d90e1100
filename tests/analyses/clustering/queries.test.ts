import { afterAll, expect, it } from 'vitest';
import { loadCategory, loadFeatureNames, loadFeatures } from '../../../src/analyses/clustering/queries';
import { openTinyDataset } from '../tiny-dataset';

const data = await openTinyDataset({
  asOf: '2026-07-01',
  channels: ['APP', 'SMS'],
  features: [
    { customer_no: 0, orders: 3, recency_days: 10 },
    { customer_no: 1, orders: 0, recency_days: null },
  ],
  entities: {
    customers: [
      { customer_no: 0, region: ' north ', birth_date: '1990-07-02' },
      { customer_no: 1, region: 'south', birth_date: '1019-01-01' },
      { customer_no: 2, region: 'north' },
      { customer_no: 3, region: '' },
    ],
    interactions: [
      { customer_no: 0, channel_no: 1, occurred_at: '2026-06-01' },
      { customer_no: 0, channel_no: 1, occurred_at: '2026-06-02' },
      { customer_no: 0, channel_no: 0, occurred_at: '2026-06-03' },
      { customer_no: 1, channel_no: 0, occurred_at: '2026-07-01' },
    ],
  },
});
afterAll(() => data.close());

it('finds the numeric features', async () => {
  expect(await loadFeatureNames(data)).toEqual(['orders', 'recency_days', 'age']);
});

it('gives the features in the order asked for, NaN where there is none', async () => {
  const { customers, columns } = await loadFeatures(data, ['recency_days', 'orders']);
  expect([...customers]).toEqual([0, 1]);
  expect(columns).toEqual([Float64Array.of(10, NaN), Float64Array.of(3, 0)]);
});

it('counts completed years of age, and no typing error', async () => {
  const { columns } = await loadFeatures(data, ['age']);
  expect(columns).toEqual([Float64Array.of(35, NaN)]);
});

it('codes the words of a field by how common they are', async () => {
  const { values, customers, codes } = await loadCategory(data, 'region');
  expect(values).toEqual(['north', 'south']);
  expect(Array.from(customers, (customer, i) => [customer, codes[i]])).toEqual([
    [0, 0],
    [1, 1],
    [2, 0],
  ]);
});

it('takes the channel used most before the as-of date', async () => {
  const { values, customers } = await loadCategory(data, 'channel');
  expect(values).toEqual(['SMS']);
  expect([...customers]).toEqual([0]);
});
