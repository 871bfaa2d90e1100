import { quantileSorted } from '../../../workers/algorithms/statistics/descriptive';

/** Points 1 to 5 and the classes made of them. Pure functions on one value per customer. */

export type Method = 'quantile' | 'mean' | 'fixed';

/**
 * The four breakpoints between five points, rising. `mean` has one cut, so all four are the mean.
 * @param ascending one value per customer, sorted
 */
export function breakpointsOf(ascending: Float64Array, method: Method, fixed: readonly number[]): readonly number[] {
  if (method === 'fixed') return fixed;
  // Summed in rising order: rounding must not let the order of the customers decide who is above the mean.
  if (method === 'mean') return Array<number>(4).fill(exactMean(ascending));
  return [0.2, 0.4, 0.6, 0.8].map((share) => quantileSorted(ascending, share));
}

/**
 * 1 + the number of breakpoints below the value: equal values always get equal points (`NTILE` would split ties).
 * For recency fewer days are better: 5 − the number of breakpoints below.
 */
export function scoresOf(values: ArrayLike<number>, breakpoints: readonly number[], isRecency: boolean): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < scores.length; i++) {
    const value = values[i] ?? NaN;
    let below = 0;
    // They rise: the first that is not below ends it.
    while (below < breakpoints.length && breakpoints[below]! < value) below++;
    scores[i] = isRecency ? 5 - below : 1 + below;
  }
  return scores;
}

/** Sum over number, without rounding on the way for whole numbers such as points; NaN of none. */
export function exactMean(values: Float64Array | Uint8Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** How many of the five points customers really have: ties make quantiles collapse. */
export function levelsIn(scores: Uint8Array): number {
  const occurs = new Uint8Array(256);
  for (let i = 0; i < scores.length; i++) occurs[scores[i]!] = 1;
  return occurs.reduce((n, one) => n + one, 0);
}

/**
 * The eight classes of Chinese practice: near or far, often or seldom, much or little. Index bits: 4 = far,
 * 2 = seldom, 1 = little. Names in `texts.ts`; sources differ in 保持/发展/挽留, ours follow formulas of the field's
 * manuals (near, often, little spend = 一般价值).
 */
export const eightCodes = [
  'key-value',
  'general-value',
  'key-develop',
  'general-develop',
  'key-keep',
  'general-keep',
  'key-rescue',
  'general-rescue',
] as const;

export const eightClass = (isNear: boolean, isOften: boolean, isMuch: boolean): number =>
  (isNear ? 0 : 4) + (isOften ? 0 : 2) + (isMuch ? 0 : 1);

export const gridCodes = [
  'champions',
  'loyal',
  'potential-loyalist',
  'new',
  'promising',
  'need-attention',
  'about-to-sleep',
  'at-risk',
  'cant-lose',
  'hibernating',
] as const;

type GridCode = (typeof gridCodes)[number];

/** Rows R 1 … 5, columns F 1 … 5: every cell has exactly one name. */
const gridNames: readonly (readonly GridCode[])[] = [
  ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cant-lose'],
  ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cant-lose'],
  ['about-to-sleep', 'about-to-sleep', 'need-attention', 'loyal', 'loyal'],
  ['promising', 'potential-loyalist', 'potential-loyalist', 'loyal', 'loyal'],
  ['new', 'potential-loyalist', 'potential-loyalist', 'champions', 'champions'],
];

const gridClasses = gridNames.map((row) => row.map((name) => gridCodes.indexOf(name)));

/** Class of a cell of the 5×5 map: index into `gridCodes`. */
export const gridClass = (r: number, f: number): number => gridClasses[r - 1]?.[f - 1] ?? -1;
