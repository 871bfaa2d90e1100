/** How somebody's purchases follow each other, and when the last one was. Gaps and days are whole days. */
export type Rhythm =
  /** Nothing in the window. */
  | { readonly code: 'none' }
  /** Too few purchases to speak of a rhythm. */
  | { readonly code: 'few'; readonly purchases: number; readonly days: number }
  /** The last purchase is further away than twice the usual gap. */
  | { readonly code: 'overdue'; readonly days: number; readonly usual: number }
  | { readonly code: 'slower' | 'faster'; readonly before: number; readonly after: number }
  | { readonly code: 'steady'; readonly days: number; readonly usual: number };

/** Gaps needed to name the usual one, and to compare an older half of them with a newer one. */
const GAPS_FOR_USUAL = 3;
const GAPS_FOR_CHANGE = 6;
/** Ratio of the two halves' medians from which a change is worth a sentence, and of the last gap to the usual one. */
const NOTABLE_CHANGE = 1.5;
const OVERDUE = 2;

const dayLength = 86_400_000;

/**
 * What is worth saying of the days on which somebody bought: nothing and `few` up to three gaps; then `overdue` when
 * the time since the last exceeds twice the median gap of the newer half; then `slower` or `faster` when the medians
 * of the older and the newer half of the gaps differ by half or more; else `steady`.
 * @param dates distinct ISO dates, rising
 * @param sinceLast whole days from the last purchase to the as-of date
 */
export function rhythmOf(dates: readonly string[], sinceLast: number): Rhythm {
  if (dates.length === 0) return { code: 'none' };
  const days = dates.map((date) => Math.round(Date.parse(date) / dayLength));
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? day));
  if (gaps.length < GAPS_FOR_USUAL) return { code: 'few', purchases: days.length, days: sinceLast };
  const canCompare = gaps.length >= GAPS_FOR_CHANGE;
  const half = Math.floor(gaps.length / 2);
  const before = median(gaps.slice(0, half));
  const after = median(gaps.slice(-half));
  const usual = canCompare ? after : median(gaps);
  if (sinceLast > OVERDUE * usual) return { code: 'overdue', days: sinceLast, usual };
  if (canCompare && after >= NOTABLE_CHANGE * before) return { code: 'slower', before, after };
  if (canCompare && before >= NOTABLE_CHANGE * after) return { code: 'faster', before, after };
  return { code: 'steady', days: sinceLast, usual };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
