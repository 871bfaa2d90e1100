import type { Catalog } from '../../lib/data/catalog';

/** A ready question on the tables of the open project. */
export interface SqlSample {
  /** Key of its words: `sql.sample.<id>`. */
  readonly id: string;
  readonly text: string;
}

/** Questions the open project can answer: only tables and fields that some file brought. */
export function samplesOf(catalog: Pick<Catalog, 'has'>): readonly SqlSample[] {
  const samples: SqlSample[] = [];
  if (catalog.has('customers', 'city') && catalog.has('transactions')) {
    samples.push({
      id: 'cities',
      text: `SELECT city, count(*) AS customers, round(sum(amount_total)) AS amount
FROM base
WHERE city IS NOT NULL
GROUP BY city
ORDER BY amount DESC
LIMIT 10`,
    });
  }
  if (catalog.has('transactions', 'occurred_at')) {
    samples.push({
      id: 'months',
      text: `SELECT date_trunc('month', occurred_at)::DATE AS month, count(DISTINCT customer_id) AS customers, round(sum(amount)) AS amount
FROM transactions
WHERE occurred_at IS NOT NULL
GROUP BY month
ORDER BY month`,
    });
  }
  if (catalog.has('interactions', 'channel')) {
    samples.push({
      id: 'channels',
      text: `SELECT channel, count(*) AS contacts, count(DISTINCT customer_id) AS customers
FROM interactions
GROUP BY channel
ORDER BY contacts DESC`,
    });
  }
  if (catalog.has('feedback', 'channel')) {
    samples.push({
      id: 'feedback',
      text: `SELECT channel, count(*) AS texts
FROM feedback
GROUP BY channel
ORDER BY texts DESC`,
    });
  }
  if (catalog.has('transactions')) {
    samples.push({
      id: 'sleeping',
      text: `SELECT customer_id, orders, amount_total, recency_days
FROM base
WHERE orders >= 3 AND recency_days > 180
ORDER BY amount_total DESC`,
    });
  }
  return samples;
}
