import type { Dataset } from '../../lib/data/dataset';
import { sql, type Sql } from '../../lib/data/sql';

export interface RfmScope {
  /** ISO date; events at or after its midnight are left out. */
  readonly asOf: string;
  /** Days before the as-of date that count; 0 is the whole history. */
  readonly windowDays: number;
  readonly refunds: 'net' | 'exclude';
}

type ValueColumns = {
  customer_no: Int32Array;
  recency: Int32Array;
  frequency: Int32Array;
  monetary: Float64Array;
};

type CountRow = {
  anonymous: number;
  undated: number;
  future: number;
  without_amount: number;
  in_scope: number;
  currencies: number;
};

/** A refund is money going back, whether the file writes it with a minus sign or only flags it. */
const signedAmount = sql`CASE WHEN is_refund AND amount > 0 THEN -amount ELSE amount END`;

const isKept = ({ refunds }: RfmScope): Sql =>
  refunds === 'exclude' ? sql`amount > 0 AND NOT coalesce(is_refund, false)` : sql`true`;

const isInWindow = ({ asOf, windowDays }: RfmScope): Sql => sql`
  occurred_at < CAST(${asOf} AS TIMESTAMP)
  AND (${windowDays} = 0 OR occurred_at >= CAST(${asOf} AS TIMESTAMP) - to_days(CAST(${windowDays} AS INTEGER)))`;

/**
 * One row per customer: recency in whole days, number of orders, money. An order is a distinct transaction_id;
 * a row without one is an order of its own.
 */
export const loadValues = (data: Dataset, scope: RfmScope): Promise<ValueColumns> =>
  data.columns<ValueColumns>(sql`
    SELECT customer_no,
      CAST(floor((epoch_us(CAST(${scope.asOf} AS TIMESTAMP)) - epoch_us(max(occurred_at))) / 86400000000.0) AS INTEGER)
        AS recency,
      CAST(count(DISTINCT transaction_id) + count(*) FILTER (transaction_id IS NULL) AS INTEGER) AS frequency,
      CAST(coalesce(sum(${signedAmount}), 0) AS DOUBLE) AS monetary
    FROM coded.transactions
    WHERE customer_no IS NOT NULL AND ${isInWindow(scope)} AND ${isKept(scope)}
    GROUP BY customer_no
    ORDER BY customer_no`);

/** What was left out and why, and whether the sums are of one currency. */
export async function loadCounts(data: Dataset, scope: RfmScope): Promise<CountRow> {
  const [row] = await data.rows<CountRow>(sql`
    SELECT
      CAST(count(*) FILTER (customer_no IS NULL) AS INTEGER) AS anonymous,
      CAST(count(*) FILTER (occurred_at IS NULL) AS INTEGER) AS undated,
      CAST(count(*) FILTER (occurred_at >= CAST(${scope.asOf} AS TIMESTAMP)) AS INTEGER) AS future,
      CAST(count(*) FILTER (amount IS NULL) AS INTEGER) AS without_amount,
      CAST(count(*) FILTER (${isInWindow(scope)}) AS INTEGER) AS in_scope,
      CAST(count(DISTINCT currency) AS INTEGER) AS currencies
    FROM coded.transactions`);
  return row ?? { anonymous: 0, undated: 0, future: 0, without_amount: 0, in_scope: 0, currencies: 0 };
}
