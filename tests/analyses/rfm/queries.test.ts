import { afterAll, describe, expect, it } from 'vitest';
import { loadCounts, loadValues } from '../../../src/analyses/rfm/queries';
import { openTinyDataset } from '../tiny-dataset';

const order = (
  customer_no: number | null,
  occurred_at: string | null,
  amount: number | null,
  transaction_id?: string,
) => ({
  customer_no,
  occurred_at,
  amount,
  transaction_id: transaction_id ?? null,
  is_refund: amount === null ? null : amount < 0,
});

const data = await openTinyDataset({
  asOf: '2026-07-01',
  entities: {
    transactions: [
      // One order of two lines, and a later refund under its own number.
      order(1, '2026-06-01 10:00:00', 30, 'A'),
      order(1, '2026-06-01 10:00:00', 20, 'A'),
      order(1, '2026-06-30 00:00:00', -10, 'C1'),
      // Two rows without a number are two orders, even of the same minute.
      order(2, '2026-06-30 00:00:01', 5),
      order(2, '2026-06-30 00:00:01', 5),
      // At the as-of date's midnight: the future.
      order(2, '2026-07-01 00:00:00', 1000, 'F'),
      order(3, '2025-01-01 00:00:00', 7, 'G'),
      order(4, '2026-05-01 00:00:00', null, 'H'),
      order(null, '2026-06-01 00:00:00', 99, 'X'),
      order(5, null, 99, 'Y'),
      // A refund that is only flagged, without a minus sign.
      order(6, '2026-01-01 00:00:00', 30, 'P'),
      { ...order(6, '2026-01-02 00:00:00', 10, 'Q'), is_refund: true },
    ],
  },
});
afterAll(() => data.close());

const scope = { asOf: '2026-07-01', windowDays: 0, refunds: 'net' } as const;
const rowsOf = async (change: Partial<{ windowDays: number; refunds: 'net' | 'exclude' }>) => {
  const { customer_no, recency, frequency, monetary } = await loadValues(data, { ...scope, ...change });
  return Array.from(customer_no, (customer, i) => [customer, recency[i], frequency[i], monetary[i]]);
};

describe('loadValues', () => {
  it('nets refunds, signed or only flagged: they lower the sum and count as an order with their own number', async () => {
    expect(await rowsOf({})).toEqual([
      [1, 1, 2, 40],
      [2, 0, 2, 10],
      [3, 546, 1, 7],
      [4, 61, 1, 0],
      [6, 180, 2, 20],
    ]);
  });
  it('looks only at positive rows when refunds are excluded', async () => {
    expect(await rowsOf({ refunds: 'exclude' })).toEqual([
      [1, 29, 1, 50],
      [2, 0, 2, 10],
      [3, 546, 1, 7],
      [6, 181, 1, 30],
    ]);
  });
  it('forgets what lies before the window', async () => {
    expect((await rowsOf({ windowDays: 30 })).map(([customer]) => customer)).toEqual([1, 2]);
  });
});

describe('loadCounts', () => {
  it('accounts for every row that takes no part', async () => {
    expect(await loadCounts(data, scope)).toEqual({
      anonymous: 1,
      undated: 1,
      future: 1,
      without_amount: 1,
      in_scope: 10,
      currencies: 0,
    });
  });
});
