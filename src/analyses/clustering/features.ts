/** What stands where a customer has no value: what never happened is as long ago as can be, or nothing at all. */
export type Fill = 'largest' | 'zero' | 'median';

const fills: Readonly<Record<string, Fill>> = {
  // No order yet: longer ago than anybody's last one, and nothing spent on the mean order.
  recency_days: 'largest',
  amount_mean: 'zero',
};

export const fillOf = (feature: string): Fill => fills[feature] ?? 'median';

/**
 * Good first sets. Each thing is said once: quantity and products follow orders, responses follow contacts, and twins
 * would count double.
 */
const buying: readonly string[] = ['recency_days', 'orders', 'amount_total', 'amount_mean', 'age'];
const responding: readonly string[] = [
  'contacts',
  'response_rate',
  'content_uses',
  'feedback_count',
  'tenure_days',
  'age',
];

/** When, how often and how much customers buy, and their age; without orders how they respond; else all there is. */
export function defaultFeatures(available: readonly string[]): readonly string[] {
  const there = (names: readonly string[]) => names.filter((name) => available.includes(name));
  if (available.includes('orders')) return there(buying);
  return there(responding).length >= 2 ? there(responding) : available;
}
