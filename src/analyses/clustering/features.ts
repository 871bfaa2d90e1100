/** What stands where a customer has no value: what never happened is as long ago as can be, or nothing at all. */
export type Fill = 'largest' | 'zero' | 'median';

const fills: Readonly<Record<string, Fill>> = {
  // No order yet: longer ago than anybody's last one, and nothing spent on the mean order.
  recency_days: 'largest',
  amount_mean: 'zero',
};

export const fillOf = (feature: string): Fill => fills[feature] ?? 'median';

/**
 * A good first set: when, how often and how much a customer buys, how they respond, how long they are known. Each thing
 * is said once: quantity and products follow orders, responses follow contacts, and twins would count double.
 */
const preferred: readonly string[] = [
  'recency_days',
  'orders',
  'amount_total',
  'amount_mean',
  'response_rate',
  'content_uses',
  'monthly_value',
  'tenure_days',
];

/** The preferred features there are; all of them when fewer than two are. */
export function defaultFeatures(available: readonly string[]): readonly string[] {
  const chosen = preferred.filter((name) => available.includes(name));
  return chosen.length >= 2 ? chosen : available;
}
