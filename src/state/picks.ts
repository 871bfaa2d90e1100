import { inputError } from '../lib/core/errors';
import { mostPicked, narrowed, type Condition, type Selection } from '../lib/core/selection';

/**
 * The customers ticked in a table: some by hand, or everyone who meets the query but some. Never a list of them all:
 * 'all that match' is the query itself, and single ticks are one condition.
 */
export interface Picks {
  readonly isAll: boolean;
  /** Ticked by hand, or unticked from all. */
  readonly customers: ReadonlySet<number>;
}

export const noPicks: Picks = { isAll: false, customers: new Set() };
export const allPicks: Picks = { isAll: true, customers: new Set() };

export const isPicked = ({ isAll, customers }: Picks, customerNo: number): boolean =>
  customers.has(customerNo) !== isAll;

/** How many are picked, of the `total` that meet the query. */
export const countPicked = ({ isAll, customers }: Picks, total: number): number =>
  isAll ? Math.max(0, total - customers.size) : customers.size;

/**
 * The picks with these customers ticked or unticked.
 * @throws AppError `input/too-many-picked` (details: most) when the list by hand grows too long
 */
export function withPicked(picks: Picks, customers: readonly number[], isTicked: boolean): Picks {
  const next = new Set(picks.customers);
  for (const customerNo of customers) {
    if (isTicked !== picks.isAll) next.add(customerNo);
    else next.delete(customerNo);
  }
  if (next.size > mostPicked) throw inputError('too-many-picked', { most: mostPicked });
  return { ...picks, customers: next };
}

/**
 * The picked customers as a selection.
 * @param query all that the table shows
 */
export function pickedSelection({ isAll, customers }: Picks, query: Selection): Selection {
  const numbers = [...customers].sort((a, b) => a - b);
  if (!isAll) return { asOf: query.asOf, mode: 'all', conditions: [picked(numbers, false)] };
  return narrowed(query, ...(numbers.length > 0 ? [picked(numbers, true)] : []));
}

const picked = (customers: readonly number[], isExcluded: boolean): Condition => ({
  kind: 'picked',
  customers,
  isExcluded,
});
